import Glibc

/// Where the sources are, and with them the sample library.
enum Repository {
  static let path = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  static let library = path + "/Fixtures/library"

  static func bytes(of file: String) -> [UInt8]? {
    let descriptor = open(path + "/" + file, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return readAll(descriptor)
  }
}

/// A file without a name, for what a program writes.
final class TemporaryFile {
  let descriptor: Int32

  init() throws {
    var template = Array("/tmp/llm-mock-test-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw SystemError(call: "mkstemp", code: errno) }
    unlink(template)
  }

  deinit { close(descriptor) }

  var bytes: [UInt8] {
    lseek(descriptor, 0, SEEK_SET)
    return readAll(descriptor)
  }
}

/// A folder that is removed with all that is in it.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/llm-mock-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError(call: "mkdtemp", code: errno) }
    path = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
  }

  deinit {
    _ = try? Tool(path: "/bin/rm").run(["-rf", path])
  }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = path + "/" + name
    guard let stream = fopen(file, "w") else {
      throw SystemError(call: "fopen \(file)", code: errno)
    }
    defer { fclose(stream) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
      throw SystemError(call: "fwrite \(file)", code: errno)
    }
    return file
  }
}

private func readAll(_ descriptor: Int32) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
    bytes += buffer[..<count]
  }
  return bytes
}
