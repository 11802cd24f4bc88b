import Glibc

/// Where the sources are, and with them the sample library and the expected screens.
enum Repository {
  static let path = String(#filePath.split(separator: "/").dropLast(3).joined(separator: "/"))
    .withLeadingSlash

  /// Makes relative paths start at the repository, for this process.
  static func enter() { _ = entered }

  private static let entered: Bool = chdir(path) == 0

  /// The text of a file; nil where there is none.
  static func text(of file: String) -> String? {
    guard let stream = fopen(path + "/" + file, "r") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces a file; whether that worked.
  static func write(_ text: String, to file: String) -> Bool {
    guard let stream = fopen(path + "/" + file, "w") else { return false }
    let isWritten = fputs(text, stream) >= 0
    return fclose(stream) == 0 && isWritten
  }

  /// The names of what is in a folder.
  static func names(in folder: String) -> Set<String> {
    guard let directory = opendir(path + "/" + folder) else { return [] }
    defer { closedir(directory) }
    var names: Set<String> = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.insert(name)
    }
    return names.subtracting([".", ".."])
  }
}

extension String {
  fileprivate var withLeadingSlash: String { "/" + self }
}
