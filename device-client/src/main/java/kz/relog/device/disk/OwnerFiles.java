package kz.relog.device.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files of mode 0600 in folders of mode 0700, and their atomic replacement. Stateless. */
public final class OwnerFiles {
  private static final Set<PosixFilePermission> FILE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> FOLDER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerFiles() {}

  /**
   * Attributes of a new file that only its owner may read; none where the file system knows no such
   * thing.
   */
  public static FileAttribute<?>[] attributes() {
    return attributes(FILE);
  }

  /**
   * Makes a folder that only its owner may enter, if there is none.
   *
   * @throws IOException if it cannot be made
   */
  public static void folder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, attributes(FOLDER));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /**
   * Opens a new file for writing.
   *
   * @throws FileAlreadyExistsException if it exists
   * @throws IOException if it cannot be made
   */
  public static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        attributes(FILE));
  }

  /**
   * Writes a file anew: a neighbour is written and forced, takes its name, and the folder is
   * forced. After a power cut there is the old content or the new one.
   *
   * @throws IOException if it cannot be written; the old content is then still there
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    try (FileChannel channel = create(next)) {
      write(channel, ByteBuffer.wrap(content));
      channel.force(true);
    }
    move(next, file);
  }

  /**
   * Gives a file another's name, whose content is gone then, and forces the folder.
   *
   * @throws IOException if it cannot be done
   */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolderOf(to);
  }

  /**
   * Overwrites a file with zeros, forces that and deletes it. What the storage keeps of it beneath
   * the file system is out of reach of a program.
   *
   * @throws IOException if it cannot be done
   */
  public static void wipe(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      write(channel, ByteBuffer.allocate((int) Math.min(channel.size(), 1 << 16)));
      channel.force(true);
    }
    Files.delete(file);
    forceFolderOf(file);
  }

  /**
   * Makes the names in a file's folder durable.
   *
   * @throws IOException if it cannot be done
   */
  public static void forceFolderOf(Path file) throws IOException {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /**
   * Writes all of a buffer at the channel's position.
   *
   * @throws IOException if a part of it could not be written
   */
  public static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }
}
