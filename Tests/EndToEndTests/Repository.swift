import Foundation

/// Where the sources are, and with them the sample library.
enum Repository {
  static let path = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  static let library = path + "/Fixtures/library"

  static func bytes(of file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path + "/" + file)))
  }
}
