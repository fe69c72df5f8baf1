#!/usr/bin/env node
// A tracker in one file: what a device must do to talk to Relog, written from docs/wire-format.md with nothing but
// Node's own modules (20 or newer). Read it from top to bottom; each part needs only the parts above it.
//
//   node examples/tracker.mjs --to udp://127.0.0.1:5511 --key van.key --lat 43.2389 --lon 76.8897 --count 60
//   node examples/tracker.mjs --to tcp://127.0.0.1:5512 --key van.key --file facts.csv
//   node examples/tracker.mjs --self-test docs/vectors/wire-v1.json
//
// The last line of a run is   sent=60 settled=60 refused=0   (fixes).
// Exit codes: 0 all settled; 1 not settled in time; 2 wrong option or file; 3 the server or our state ended the device.

import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import dgram from 'node:dgram'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const EXIT = { OK: 0, UNSETTLED: 1, USAGE: 2, STOPPED: 3 }

class UsageError extends Error {}
class StoppedError extends Error {}

// ---------------------------------------------------------------------------------------------------------------------
// 1. Keys. A device has a 40-bit key id, which travels in clear, and a 32-byte secret, which never travels.
//    Two AES-128 keys come from the secret, one for each direction, so that their nonces cannot collide.

function deriveKeys(secret) {
  const derive = info => Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), info, 16))
  return { up: derive('relog/1 up'), down: derive('relog/1 down') }
}

function readKeyFile(file) {
  if (fs.statSync(file).mode & 0o077) throw new UsageError(`key file ${file} is open to others; run: chmod 600 ${file}`)
  const text = fs.readFileSync(file, 'utf8')
  const keyId = /^key-id:\s*([0-9a-fA-F]{10})\s*$/m.exec(text)?.[1]
  const secret = /^secret:\s*([0-9a-fA-F]{64})\s*$/m.exec(text)?.[1]
  if (!keyId || !secret) throw new UsageError(`key file ${file} must hold 'key-id: <10 hex digits>' and 'secret: <64 hex digits>'`)
  return { file, keyId: keyIdBytes(keyId), secret: Buffer.from(secret, 'hex'), ...deriveKeys(Buffer.from(secret, 'hex')) }
}

/** The key that the server announced: derived, never sent. On the disk before its first use, or the device is lost. */
function takeNextKey(keys, nextKeyId) {
  const secret = Buffer.from(hkdfSync('sha256', keys.secret, nextKeyId, 'relog/1 next', 32))
  const text = `key-id: ${Buffer.from(nextKeyId).reverse().toString('hex')}\nsecret: ${secret.toString('hex')}\n`
  replaceFile(keys.file, text)
  return { file: keys.file, keyId: Buffer.from(nextKeyId), secret, ...deriveKeys(secret) }
}

/** Write beside, force, rename, force the folder: after a power cut there is the old file or the new one. */
function replaceFile(name, text) {
  fs.writeFileSync(`${name}.new`, text, { mode: 0o600, flush: true })
  const file = fs.openSync(`${name}.new`, 'r+')
  fs.fsyncSync(file)
  fs.closeSync(file)
  fs.renameSync(`${name}.new`, name)
  const folder = fs.openSync(path.dirname(path.resolve(name)), 'r')
  fs.fsyncSync(folder)
  fs.closeSync(folder)
}

/** People write the number, highest digit first; the wire carries it little-endian like every number. */
function keyIdBytes(hex) {
  return Buffer.from(hex, 'hex').reverse()
}

// ---------------------------------------------------------------------------------------------------------------------
// 2. Frames: 10 bytes of header in clear (and authenticated), the sealed message, 16 bytes of tag.

const KIND = { FACTS: 1, ACK: 2, CONSENT: 3, HELLO: 4 }
const VERSION = 1
const HEADER_BYTES = 10
const TAG_BYTES = 16
const FRAME_BYTES_MAX = { udp: 1200, tcp: 4096 }

/** Device to server. The nonce is four zero bytes and the 64-bit counter: a counter used twice breaks the cipher. */
function sealUp(keys, kind, counter, message) {
  const header = Buffer.alloc(HEADER_BYTES)
  header[0] = (VERSION << 4) | kind
  keys.keyId.copy(header, 1)
  header.writeUInt32LE(Number(BigInt(counter) & 0xffffffffn), 6)
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64LE(BigInt(counter), 4)
  const cipher = createCipheriv('aes-128-gcm', keys.up, nonce)
  cipher.setAAD(header)
  return Buffer.concat([header, cipher.update(message), cipher.final(), cipher.getAuthTag()])
}

/** Server to device: the message, or null for whatever is not authentic. `answered` is the full counter answered. */
function openDown(keys, answered, frame) {
  const header = frame.subarray(0, HEADER_BYTES)
  const nonce = Buffer.alloc(12)
  nonce[0] = 1
  header.copy(nonce, 1, 7, 10) // the server's boot number
  nonce.writeBigUInt64LE(BigInt(answered), 4)
  const decipher = createDecipheriv('aes-128-gcm', keys.down, nonce)
  decipher.setAAD(header)
  decipher.setAuthTag(frame.subarray(frame.length - TAG_BYTES))
  try {
    const message = decipher.update(frame.subarray(HEADER_BYTES, frame.length - TAG_BYTES))
    return Buffer.concat([message, decipher.final()])
  } catch {
    return null
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 3. Protobuf by hand. A field is a tag (number << 3 | wire type) and a value. A varint has 7 bits per byte, lowest
//    first; sint32 is zigzagged (0, -1, 1, -2 … become 0, 1, 2, 3 …) so that small negatives stay short.

function varint(value) {
  const bytes = []
  let rest = BigInt(value)
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  bytes.push(Number(rest))
  return Buffer.from(bytes)
}

const zigzag = value => (value >= 0 ? 2 * value : -2 * value - 1)
const scalar = (field, value) => Buffer.concat([varint(field << 3), varint(value)])

/** A column: all values in one field, with their length before them. No values, no field. */
function packed(field, values) {
  if (values.length === 0) return Buffer.alloc(0)
  const bytes = Buffer.concat(values.map(varint))
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes])
}

function readVarint(bytes, at) {
  let value = 0n
  for (let shift = 0n; ; shift += 7n, at++) {
    if (at >= bytes.length || shift > 63n) throw new RangeError('message ends inside a number')
    value |= BigInt(bytes[at] & 127) << shift
    if (bytes[at] < 128) return [value, at + 1]
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 4. FixBatch: n fixes in columns. Each value is rounded to its unit first and differenced then, so that errors do not
//    add up. On a straight drive differences of differences are smaller still.
//    A fix here: { timeMs, lat, lon, speed (m/s), course (degrees), accuracy (metres) }; the last three may be undefined.

const DIGITS = 6 // 10^-6 degrees, 0.11 m: what the wire means when it does not say
const TICK_MS = 1000
const FIXES_MAX = 512
const SPAN_TICKS_MAX = 24 * 3600
const SPEED_UNKNOWN = -1
const COURSE_UNKNOWN = 360
const ACCURACY_UNKNOWN = 0

const differences = values => values.slice(1).map((value, i) => value - values[i])
const size = columns => columns.reduce((sum, column) => sum + packed(1, column).length, 0)

/** First value, then differences; nothing at all when every value is unknown. */
function valueColumn(field, values, unknown) {
  if (values.every(value => value === unknown)) return Buffer.alloc(0)
  return packed(field, [values[0], ...differences(values)].map(zigzag))
}

function encodeFixBatch(batchSeq, held, fixes) {
  const ticks = fixes.map(fix => Math.round(fix.timeMs / TICK_MS))
  const lat = fixes.map(fix => Math.round(fix.lat * 10 ** DIGITS))
  const lon = fixes.map(fix => Math.round(fix.lon * 10 ** DIGITS))
  const speed = fixes.map(fix => (fix.speed === undefined ? SPEED_UNKNOWN : Math.round(fix.speed * 10)))
  const course = fixes.map(fix => (fix.course === undefined ? COURSE_UNKNOWN : Math.round(fix.course) % 360))
  const accuracy = fixes.map(fix => (fix.accuracy === undefined ? ACCURACY_UNKNOWN : Math.max(1, Math.round(fix.accuracy))))

  const steps = differences(ticks)
  const constant = steps.every(step => step === steps[0])
  const first = [differences(lat), differences(lon)]
  const second = first.map(column => (column.length ? [column[0], ...differences(column)] : []))
  const firstColumns = first.map(column => column.map(zigzag))
  const secondColumns = second.map(column => column.map(zigzag))
  const secondOrder = size(secondColumns) + 2 < size(firstColumns) // the flag itself takes two bytes
  const [dlat, dlon] = secondOrder ? secondColumns : firstColumns
  const sameAccuracy = accuracy.every(metres => metres === accuracy[0])

  return Buffer.concat([
    scalar(1, batchSeq),
    scalar(2, ticks[0]),
    constant ? (steps[0] > 0 ? scalar(4, steps[0]) : Buffer.alloc(0)) : packed(5, steps),
    lat[0] === 0 ? Buffer.alloc(0) : scalar(7, zigzag(lat[0])),
    lon[0] === 0 ? Buffer.alloc(0) : scalar(8, zigzag(lon[0])),
    packed(9, dlat),
    packed(10, dlon),
    secondOrder ? scalar(11, 1) : Buffer.alloc(0),
    valueColumn(12, speed, SPEED_UNKNOWN),
    valueColumn(13, course, COURSE_UNKNOWN),
    sameAccuracy && accuracy[0] === ACCURACY_UNKNOWN ? Buffer.alloc(0) : packed(14, sameAccuracy ? [accuracy[0]] : accuracy),
    held === 0 ? Buffer.alloc(0) : scalar(15, held),
  ])
}

/** What one batch may not hold together: time that goes back, and more than a day. */
function sharesBatch(first, previous, next) {
  const tick = fix => Math.round(fix.timeMs / TICK_MS)
  return tick(next) >= tick(previous) && tick(next) - tick(first) <= SPAN_TICKS_MAX
}

/** HELLO asks for the state and tells nothing; padded, because an answer is never longer than what it answers. */
const encodeHello = () => Buffer.concat([varint((1 << 3) | 2), varint(36), Buffer.alloc(36)])

// ---------------------------------------------------------------------------------------------------------------------
// 5. Ack: every batch up to durable_seq is settled, and bit i of durable_above says the same of durable_seq + 2 + i.

const STATUS = ['OK', 'NO_PERMISSION', 'OUTSIDE_HOURS', 'UNBOUND', 'SLOW_DOWN', 'REVOKED', 'ERASED']

function decodeAck(bytes) {
  const fields = {}
  for (let at = 0; at < bytes.length; ) {
    let tag, value
    ;[tag, at] = readVarint(bytes, at)
    switch (Number(tag & 7n)) {
      case 0:
        ;[value, at] = readVarint(bytes, at)
        break
      case 1:
        value = bytes.readBigUInt64LE(at)
        at += 8
        break
      case 2: {
        let length
        ;[length, at] = readVarint(bytes, at)
        value = bytes.subarray(at, at + Number(length))
        at += Number(length)
        break
      }
      case 5:
        at += 4
        break
      default:
        throw new RangeError('unknown wire type')
    }
    fields[Number(tag >> 3n)] = value // a field that we do not know is simply not asked for
  }
  return {
    durableSeq: fields[1] ?? 0n,
    durableAbove: fields[2] ?? 0n,
    status: STATUS[Number(fields[3] ?? 0n)] ?? 'OK',
    retryAfterS: Number(fields[4] ?? 0n),
    trackingOn: (fields[5] ?? 0n) !== 0n,
    nextKeyId: fields[6] ?? null,
    refused: Number(fields[7] ?? 0n),
  }
}

function isSettled(ack, batchSeq) {
  const above = BigInt(batchSeq) - ack.durableSeq - 2n
  return above < -1n || BigInt(batchSeq) === ack.durableSeq || (above >= 0n && above < 64n && ((ack.durableAbove >> above) & 1n) === 1n)
}

function highestSettled(ack) {
  return ack.durableAbove === 0n ? ack.durableSeq : ack.durableSeq + 1n + BigInt(ack.durableAbove.toString(2).length)
}

// ---------------------------------------------------------------------------------------------------------------------
// 6. Numbers that are never used twice. Packet counter and batch number live in one file beside the key. A stride of
//    them is reserved on disk *before* its first one is used; a run that dies leaves a gap, which harms nobody.

const STRIDE = 256

class Numbers {
  constructor(file) {
    this.file = file
    const stored = this.#read()
    this.counter = stored.counter
    this.batchSeq = stored.batchSeq
    this.reserved = stored
  }

  takeCounter() {
    if (this.counter >= this.reserved.counter) this.#write({ counter: this.counter + STRIDE, batchSeq: this.reserved.batchSeq })
    return this.counter++
  }

  takeBatchSeq() {
    if (this.batchSeq >= this.reserved.batchSeq) this.#write({ counter: this.reserved.counter, batchSeq: this.batchSeq + STRIDE })
    return this.batchSeq++
  }

  /** Gives back what this run reserved and did not use. */
  close() {
    if (this.counter === this.reserved.counter && this.batchSeq === this.reserved.batchSeq) return
    try {
      this.#write({ counter: this.counter, batchSeq: this.batchSeq })
    } catch {
      // The reserved numbers are then skipped by the next run.
    }
  }

  #read() {
    if (!fs.existsSync(this.file)) return { counter: 1, batchSeq: 1 }
    const match = /^relog-device-state 1\nnext-counter: (\d+)\nnext-batch-seq: (\d+)\n/.exec(fs.readFileSync(this.file, 'utf8'))
    if (!match) throw new UsageError(`${this.file} is damaged; counters must never be guessed: enrol the device anew and delete the file`)
    return { counter: Number(match[1]), batchSeq: Number(match[2]) }
  }

  #write(next) {
    const now = this.#read()
    if (now.counter !== this.reserved.counter || now.batchSeq !== this.reserved.batchSeq) {
      throw new StoppedError(`another sender changed ${this.file}: two senders must not share a key`)
    }
    replaceFile(this.file, `relog-device-state 1\nnext-counter: ${next.counter}\nnext-batch-seq: ${next.batchSeq}\n`)
    this.reserved = next
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 7. Carriages. UDP: one frame per datagram. TCP: two bytes of length, little-endian, before each frame.

class UdpCarriage {
  constructor(host, port, onFrame) {
    this.socket = dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4')
    this.socket.on('message', onFrame)
    this.socket.on('error', () => {}) // nobody listens, for now: we resend
    this.ready = false
    this.socket.connect(port, host, () => (this.ready = true))
  }

  send(frame) {
    this.socket.send(frame, () => {})
  }

  close() {
    this.socket.close()
  }
}

class TcpCarriage {
  constructor(host, port, onFrame, onLost) {
    Object.assign(this, { host, port, onFrame, onLost, ready: false, closed: false, waitMs: 250 })
    this.#connect()
  }

  send(frame) {
    const length = Buffer.alloc(2)
    length.writeUInt16LE(frame.length)
    this.socket.write(Buffer.concat([length, frame]))
  }

  close() {
    this.closed = true
    this.socket.destroy()
  }

  #connect() {
    let unread = Buffer.alloc(0)
    this.socket = net.connect(this.port, this.host, () => (this.ready = true))
    this.socket.setNoDelay(true)
    this.socket.on('data', bytes => {
      this.waitMs = 250
      unread = Buffer.concat([unread, bytes])
      while (unread.length >= 2 && unread.length >= 2 + unread.readUInt16LE(0)) {
        const length = unread.readUInt16LE(0)
        this.onFrame(unread.subarray(2, 2 + length))
        unread = unread.subarray(2 + length)
      }
    })
    this.socket.on('error', () => {}) // 'close' follows
    this.socket.on('close', () => {
      this.ready = false
      if (this.closed) return
      this.onLost()
      this.waitMs = Math.min(2 * this.waitMs, 30_000)
      setTimeout(() => this.closed || this.#connect(), this.waitMs * (0.75 + Math.random() / 2))
    })
  }
}

function openCarriage(to, onFrame, onLost) {
  const match = /^(udp|tcp):\/\/(\[[^\]]+\]|[^:/]+):(\d+)$/.exec(to ?? '')
  if (!match) throw new UsageError(`--to is '${to ?? ''}'; expected udp://HOST:PORT or tcp://HOST:PORT`)
  const host = match[2].replace(/^\[|\]$/g, '')
  const carriage =
    match[1] === 'udp' ? new UdpCarriage(host, Number(match[3]), onFrame) : new TcpCarriage(host, Number(match[3]), onFrame, onLost)
  return { carriage, messageBytesMax: FRAME_BYTES_MAX[match[1]] - HEADER_BYTES - TAG_BYTES }
}

// ---------------------------------------------------------------------------------------------------------------------
// 8. The tracker: batches fixes, freezes each batch at its first send, and sends it again, always the same bytes under a
//    new counter, until an ack settles it.

const WINDOW = 64 // an ack can tell of no more
const COUNTERS_REMEMBERED = 256 // an ack names the low byte of the counter it answers
const RETRY_FIRST_MS = 1000
const RETRY_CAP_MS = 30_000
const SLOW_DOWN_S = 60 // when the ack was too short to say
const HELLO_EVERY_MS = 10_000

class Tracker {
  constructor(keys, numbers, to, fixesPerBatch) {
    Object.assign(this, { keys, numbers, fixesPerBatch })
    this.open = [] // fixes that have no batch number yet
    this.unsettled = new Map() // batch number -> { message, fixes, dueMs, attempts, silentSends, refused }
    this.carried = new Map() // counter -> batch number, 0 for HELLO; the last 256 of this run
    this.lastAnswer = [0, 0] // boot number of the server and counter of the last ack obeyed
    this.pausedUntilMs = 0
    this.trackingOn = true
    this.helloDueMs = Infinity
    this.counts = { sent: 0, settled: 0, refused: 0 }
    this.stopped = null
    const { carriage, messageBytesMax } = openCarriage(to, bytes => this.#onFrame(bytes), () => this.#onLost())
    this.carriage = carriage
    this.messageBytesMax = messageBytesMax
    this.timer = setInterval(() => this.#work(), 20)
  }

  /** False while there is no room: offer the fix again later. */
  offer(fix) {
    if (!this.trackingOn) return false // the person is off duty: neither sample nor send
    const fits = this.open.length === 0 || sharesBatch(this.open[0], this.open.at(-1), fix)
    if (!fits || this.open.length >= this.fixesPerBatch) {
      this.flush()
      if (this.open.length > 0) return false
    }
    this.open.push(fix)
    if (this.open.length >= this.fixesPerBatch) this.flush()
    return true
  }

  /** Freezes the open batch, in parts if one frame cannot hold it. */
  flush() {
    while (this.open.length > 0 && this.#hasRoom()) {
      const batchSeq = this.numbers.takeBatchSeq()
      const lowest = this.unsettled.size > 0 ? Math.min(...this.unsettled.keys()) : batchSeq
      let count = Math.min(this.open.length, FIXES_MAX)
      let message = encodeFixBatch(batchSeq, batchSeq - lowest, this.open.slice(0, count))
      while (message.length > this.messageBytesMax) {
        count = Math.ceil(count / 2)
        message = encodeFixBatch(batchSeq, batchSeq - lowest, this.open.slice(0, count))
      }
      this.open.splice(0, count)
      this.unsettled.set(batchSeq, { message, fixes: count, dueMs: 0, attempts: 0, silentSends: 0, refused: 0 })
    }
    this.#work()
  }

  hello() {
    this.helloDueMs = 0
  }

  isSettled() {
    return this.open.length === 0 && this.unsettled.size === 0
  }

  close() {
    clearInterval(this.timer)
    this.carriage.close()
    this.numbers.close()
  }

  #hasRoom() {
    return this.unsettled.size === 0 || this.numbers.batchSeq - Math.min(...this.unsettled.keys()) < WINDOW
  }

  #work() {
    const now = Date.now()
    if (this.stopped || !this.carriage.ready || now < this.pausedUntilMs) return
    try {
      if (now >= this.helloDueMs) {
        this.helloDueMs = this.trackingOn ? Infinity : now + HELLO_EVERY_MS
        this.#send(KIND.HELLO, 0, encodeHello())
      }
      if (!this.trackingOn) return
      for (const [batchSeq, batch] of this.unsettled) {
        if (now < batch.dueMs) continue
        if (batch.attempts === 0) this.counts.sent += batch.fixes
        // Double the wait up to a cap, and spread it, so that devices which lost the server do not return together.
        batch.dueMs = now + Math.min(RETRY_FIRST_MS * 2 ** batch.silentSends++, RETRY_CAP_MS) * (0.75 + Math.random() / 2)
        batch.attempts++
        this.#send(KIND.FACTS, batchSeq, batch.message)
      }
    } catch (error) {
      this.stopped = error
    }
  }

  #send(kind, batchSeq, message) {
    const counter = this.numbers.takeCounter()
    this.carried.set(counter, batchSeq)
    this.carried.delete(counter - COUNTERS_REMEMBERED)
    this.carriage.send(sealUp(this.keys, kind, counter, message))
  }

  #onFrame(frame) {
    if (frame.length < HEADER_BYTES + TAG_BYTES || frame[0] !== ((VERSION << 4) | KIND.ACK)) return
    if (!frame.subarray(1, 6).equals(this.keys.keyId)) return
    // The counter meant is the one among our last 256 with this low byte.
    const last = this.numbers.counter - 1
    const answered = last - ((((last - frame[6]) % 256) + 256) % 256)
    if (!this.carried.has(answered)) return // of another run
    const boot = frame.readUIntLE(7, 3)
    const [lastBoot, lastAnswered] = this.lastAnswer
    if (boot < lastBoot || (boot === lastBoot && answered <= lastAnswered)) return // older than the last
    const message = openDown(this.keys, answered, frame)
    if (message === null) return // forged
    this.lastAnswer = [boot, answered]
    this.#obey(decodeAck(message), this.carried.get(answered))
  }

  #obey(ack, answeredSeq) {
    if (ack.status === 'REVOKED' || ack.status === 'ERASED') return this.#stop(`the server says ${ack.status}`)
    if (highestSettled(ack) >= BigInt(this.numbers.batchSeq)) return this.#stop('the server knows later batches: our state is lost; enrol anew')

    const answered = this.unsettled.get(answeredSeq)
    if (answered) answered.refused = Math.max(answered.refused, ack.refused)
    for (const [batchSeq, batch] of this.unsettled) {
      if (batch.attempts === 0) continue
      if (!isSettled(ack, batchSeq)) {
        // The server is within reach: what waited long for it need not wait on.
        batch.silentSends = Math.min(batch.silentSends, 1)
        if (!batch.unbound) batch.dueMs = Math.min(batch.dueMs, Date.now() + RETRY_FIRST_MS)
        continue
      }
      this.counts.settled += batch.fixes
      this.counts.refused += Math.min(batch.refused, batch.fixes)
      this.unsettled.delete(batchSeq)
    }

    const now = Date.now()
    if (ack.status === 'SLOW_DOWN') this.pausedUntilMs = now + 1000 * (ack.retryAfterS || SLOW_DOWN_S) * (1 + Math.random() / 4)
    if (ack.status === 'UNBOUND' && answered) Object.assign(answered, { unbound: true, dueMs: now + RETRY_CAP_MS }) // ask seldom
    this.trackingOn = ack.trackingOn
    if (ack.nextKeyId) this.#changeKey(ack.nextKeyId)
    this.helloDueMs = ack.trackingOn ? Infinity : now + HELLO_EVERY_MS
  }

  /** Counters go on under the next key; what is unsettled is sent again under it. */
  #changeKey(nextKeyId) {
    this.keys = takeNextKey(this.keys, nextKeyId)
    this.carried.clear()
    this.#onLost()
  }

  #stop(reason) {
    this.stopped = new StoppedError(reason)
    this.open = []
    this.unsettled.clear()
  }

  /** What was sent on the lost connection and not acked is sent again on the next. */
  #onLost() {
    for (const batch of this.unsettled.values()) batch.dueMs = 0
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 9. Where fixes come from: a CSV file (time,lat,lon and optionally speed_mps,heading_deg,accuracy_m), or a slow circle.

function readFacts(file, keepTime) {
  const [head, ...lines] = fs.readFileSync(file, 'utf8').split(/\r?\n/).filter(line => line.trim() !== '')
  const names = (head ?? '').split(',').map(name => name.trim())
  for (const name of ['time', 'lat', 'lon']) {
    if (!names.includes(name)) throw new UsageError(`${file}: the first line names no column '${name}'`)
  }
  const fixes = lines.map((line, i) => {
    const cells = line.split(',')
    const text = name => (names.includes(name) ? (cells[names.indexOf(name)] ?? '').trim() : '')
    const number = name => (text(name) === '' ? undefined : Number(text(name)))
    const fix = {
      timeMs: Date.parse(text('time')),
      lat: number('lat'),
      lon: number('lon'),
      speed: number('speed_mps'),
      course: number('heading_deg'),
      accuracy: number('accuracy_m'),
    }
    if (!Number.isFinite(fix.timeMs) || !(Math.abs(fix.lat) <= 90) || !(Math.abs(fix.lon) <= 180)) {
      throw new UsageError(`${file}: line ${i + 2}: time, lat or lon is missing or out of range`)
    }
    return fix
  })
  // The server takes no fix older than 30 days: an old drive is moved to end now.
  const shift = keepTime || fixes.length === 0 ? 0 : Date.now() - Math.max(...fixes.map(fix => fix.timeMs))
  return fixes.map(fix => ({ ...fix, timeMs: fix.timeMs + shift }))
}

function circle(lat, lon, index, count, live) {
  const angle = (index / 60) * 2 * Math.PI
  return {
    timeMs: live ? Date.now() : Date.now() - (count - 1 - index) * 1000,
    lat: lat + 0.001 * Math.cos(angle),
    lon: lon + 0.001 * Math.sin(angle),
    speed: 11.7,
    course: Math.round((index / 60) * 360 + 90) % 360,
    accuracy: 5,
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 10. The command.

const OPTIONS = {
  to: { type: 'string' },
  key: { type: 'string' },
  state: { type: 'string' },
  file: { type: 'string' },
  lat: { type: 'string' },
  lon: { type: 'string' },
  count: { type: 'string' },
  interval: { type: 'string' },
  batch: { type: 'string', default: '30' },
  timeout: { type: 'string', default: '60' },
  'keep-time': { type: 'boolean', default: false },
  'self-test': { type: 'string' },
  help: { type: 'boolean', default: false },
}

const HELP = `usage: node tracker.mjs --to udp://HOST:PORT|tcp://HOST:PORT --key FILE
         (--file facts.csv [--keep-time] | --lat DEGREES --lon DEGREES)
         [--count N] [--interval MS] [--batch FIXES] [--timeout SECONDS] [--state FILE]
       node tracker.mjs --self-test docs/vectors/wire-v1.json`

function optionNumber(values, name, otherwise, least, most) {
  if (values[name] === undefined) return otherwise
  const value = Number(values[name])
  if (values[name].trim() === '' || !(value >= least && value <= most)) {
    throw new UsageError(`--${name} is '${values[name]}', allowed: ${least} to ${most}`)
  }
  return value
}

async function main(args) {
  let values
  try {
    values = parseArgs({ args, options: OPTIONS }).values
  } catch (error) {
    throw new UsageError(error.message)
  }
  if (values.help) {
    console.log(HELP)
    return EXIT.OK
  }
  if (values['self-test']) return selfTest(values['self-test'])
  if (!values.key || !values.to) throw new UsageError(`--to and --key are needed\n${HELP}`)

  const fixesPerBatch = Math.floor(optionNumber(values, 'batch', 30, 1, FIXES_MAX))
  const timeoutMs = 1000 * optionNumber(values, 'timeout', 60, 0, 86_400)
  const intervalMs = optionNumber(values, 'interval', values.file ? 0 : 1000, 0, 3_600_000)
  const lat = optionNumber(values, 'lat', undefined, -90, 90)
  const lon = optionNumber(values, 'lon', undefined, -180, 180)
  if (!values.file && (lat === undefined || lon === undefined)) throw new UsageError(`--file, or --lat and --lon, are needed\n${HELP}`)
  const facts = values.file ? readFacts(values.file, values['keep-time']) : null
  const count = Math.floor(optionNumber(values, 'count', facts ? facts.length : 60, 0, 10_000_000))
  const total = facts ? Math.min(count, facts.length) : count

  const keys = readKeyFile(values.key)
  const tracker = new Tracker(keys, new Numbers(values.state ?? `${values.key}.state`), values.to, fixesPerBatch)
  try {
    let progressMs = Date.now()
    let lastSettled = 0
    /** Out of time when nothing was settled for as long as the option says. */
    const inTime = () => {
      if (tracker.counts.settled !== lastSettled) [lastSettled, progressMs] = [tracker.counts.settled, Date.now()]
      return Date.now() - progressMs < timeoutMs
    }
    for (let i = 0; i < total && !tracker.stopped; i++) {
      const fix = facts ? facts[i] : circle(lat, lon, i, total, intervalMs > 0)
      while (!tracker.offer(fix) && !tracker.stopped && inTime()) await sleep(10)
      if (intervalMs > 0 && i + 1 < total) await sleep(intervalMs)
    }
    progressMs = Date.now()
    while (!tracker.isSettled() && !tracker.stopped && inTime()) {
      tracker.flush()
      await sleep(10)
    }
  } finally {
    tracker.close()
  }
  const { sent, settled, refused } = tracker.counts
  if (tracker.stopped) console.error(`stopped: ${tracker.stopped.message}`)
  else if (!tracker.trackingOn) console.error('the server says that tracking is off')
  console.log(`sent=${sent} settled=${settled} refused=${refused}`)
  if (tracker.stopped) return EXIT.STOPPED
  return tracker.isSettled() && settled >= total ? EXIT.OK : EXIT.UNSETTLED
}

// ---------------------------------------------------------------------------------------------------------------------
// 11. Self-test against the vectors of the wire document.

function selfTest(file) {
  const vectors = JSON.parse(fs.readFileSync(file, 'utf8'))
  let checks = 0
  const failures = []
  const check = (name, actual, expected) => {
    checks++
    if (actual !== expected) failures.push(`${name}\n  is       ${actual}\n  expected ${expected}`)
  }
  const secret = Buffer.from(vectors.keys.secret, 'hex')
  const keys = { keyId: keyIdBytes(vectors.keys.key_id), ...deriveKeys(secret) }
  check('key up', keys.up.toString('hex'), vectors.keys.up)
  check('key down', keys.down.toString('hex'), vectors.keys.down)
  check('key id', keys.keyId.toString('hex'), vectors.keys.key_id_bytes)
  const next = hkdfSync('sha256', secret, keyIdBytes(vectors.rotation.next_key_id), 'relog/1 next', 32)
  check('next secret', Buffer.from(next).toString('hex'), vectors.rotation.next_secret)

  for (const { name, direction, kind, counter, answered, plaintext, frame, message } of vectors.frames) {
    if (direction === 'up') {
      check(`${name}: frame`, sealUp(keys, KIND[kind], BigInt(counter), Buffer.from(plaintext, 'hex')).toString('hex'), frame)
      if (kind === 'HELLO') check(`${name}: message`, encodeHello().toString('hex'), plaintext)
      continue
    }
    const bytes = Buffer.from(frame, 'hex')
    const opened = openDown(keys, BigInt(answered), bytes)
    check(`${name}: message`, opened?.toString('hex'), plaintext)
    const ack = decodeAck(opened ?? Buffer.alloc(0))
    check(`${name}: durable_seq`, String(ack.durableSeq), message.durable_seq)
    check(`${name}: durable_above`, ack.durableAbove.toString(16).padStart(16, '0'), message.durable_above)
    check(`${name}: status`, ack.status, message.status)
    check(`${name}: retry_after_s`, ack.retryAfterS, message.retry_after_s)
    check(`${name}: tracking_on`, ack.trackingOn, message.tracking_on)
    check(`${name}: refused`, ack.refused, message.refused)
    bytes[bytes.length - 1] ^= 1
    check(`${name}: forged`, openDown(keys, BigInt(answered), bytes), null)
  }

  // Messages in the units that this tracker uses; a file may also hold forms that are only read.
  const readOnly = ['unknown-fields-skipped', 'fields-in-any-order', 'interval-of-a-single-fix-means-nothing']
  for (const batch of vectors.batches) {
    const plain = batch.fixes.every(fix => fix.altitude_m === undefined) && batch.odometer_m === '0' && batch.inputs === 0
    if (readOnly.includes(batch.name) || batch.tick_ms !== TICK_MS || batch.digits !== DIGITS || !plain) continue
    const fixes = batch.fixes.map(fix => ({
      timeMs: fix.time_ms,
      lat: fix.lat_e7 / 1e7,
      lon: fix.lon_e7 / 1e7,
      speed: (fix.speed_dmps ?? SPEED_UNKNOWN) === SPEED_UNKNOWN ? undefined : fix.speed_dmps / 10,
      course: (fix.course ?? COURSE_UNKNOWN) === COURSE_UNKNOWN ? undefined : fix.course,
      accuracy: (fix.accuracy_m ?? ACCURACY_UNKNOWN) === ACCURACY_UNKNOWN ? undefined : fix.accuracy_m,
    }))
    check(`batch ${batch.name}`, encodeFixBatch(batch.batch_seq, batch.held, fixes).toString('hex'), batch.message)
  }
  failures.forEach(failure => console.error(failure))
  console.log(`checks=${checks} failed=${failures.length}`)
  return failures.length === 0 ? EXIT.OK : EXIT.UNSETTLED
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const known = error instanceof UsageError || error instanceof StoppedError || error.code === 'ENOENT' || error.code === 'EACCES'
  console.error(known ? error.message : error.stack)
  process.exitCode = error instanceof StoppedError ? EXIT.STOPPED : EXIT.USAGE
}
