-- Road table: who had a device from when to when, written by the projector alone. to_ms 0: until further notice.
CREATE TABLE binding (
  binding_ref INTEGER PRIMARY KEY,
  device_ref INTEGER NOT NULL,
  subject_ref INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  put_seq INTEGER NOT NULL,
  put_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX binding_of_subject ON binding (subject_ref, from_ms);

-- Tables of the API: written by its handlers.

-- text: name and plate, sealed under the key of the company.
CREATE TABLE vehicle (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  vehicle_ref INTEGER NOT NULL UNIQUE,
  company_ref INTEGER NOT NULL,
  version INTEGER NOT NULL,
  text BLOB NOT NULL,
  created_ms INTEGER NOT NULL,
  retired_ms INTEGER
) STRICT;

CREATE INDEX vehicle_of_company ON vehicle (company_ref, number);

-- Where a device belongs: a phone to its driver, a tracker to a vehicle. Neither: a synthetic one.
CREATE TABLE device_place (
  device_ref INTEGER PRIMARY KEY,
  company_ref INTEGER NOT NULL,
  driver_ref INTEGER,
  vehicle_ref INTEGER,
  enrolled_by_ref INTEGER NOT NULL,
  enrolled_ms INTEGER NOT NULL,
  unbound_ms INTEGER
) STRICT;

CREATE INDEX device_place_of_vehicle ON device_place (vehicle_ref) WHERE vehicle_ref IS NOT NULL;
CREATE INDEX device_place_of_driver ON device_place (driver_ref) WHERE driver_ref IS NOT NULL;

-- Who drives a vehicle from when to when. to_ms 0: until further notice.
CREATE TABLE shift (
  shift_ref INTEGER PRIMARY KEY,
  company_ref INTEGER NOT NULL,
  vehicle_ref INTEGER NOT NULL,
  driver_ref INTEGER NOT NULL,
  version INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  by_person_ref INTEGER NOT NULL,
  written_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX shift_of_vehicle ON shift (company_ref, vehicle_ref, from_ms);
CREATE INDEX shift_of_driver ON shift (company_ref, driver_ref, from_ms);

-- The bindings that carry a shift to the road, one per tracker of the vehicle.
CREATE TABLE shift_binding (
  binding_ref INTEGER PRIMARY KEY,
  shift_ref INTEGER NOT NULL,
  device_ref INTEGER NOT NULL,
  UNIQUE (shift_ref, device_ref)
) STRICT;
