import CVTerm
import Glibc
import TestSupport

enum PseudoTerminal {
  static func open(columns: Int, rows: Int) throws -> (master: Int32, terminal: Int32) {
    var master: Int32 = -1
    var terminal: Int32 = -1
    var window = winsize(columns: columns, rows: rows)
    guard openpty(&master, &terminal, nil, nil, &window) == 0 else {
      throw SystemError(call: "openpty", code: errno)
    }
    return (master, terminal)
  }

  static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
    var window = winsize(columns: columns, rows: rows)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &window)
  }
}

extension winsize {
  fileprivate init(columns: Int, rows: Int) {
    self.init(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
  }
}

/// A pipe that one thread wakes another with.
struct SelfPipe: Sendable {
  let readEnd: Int32
  private let writeEnd: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError(call: "pipe", code: errno) }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  func signal() { writeAll([1], to: writeEnd) }

  /// Takes one signal, once it comes; false if it does not in time.
  func wait(milliseconds: Int32) -> Bool {
    var request = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) == 1 else { return false }
    var byte: UInt8 = 0
    return read(readEnd, &byte, 1) == 1
  }

  func close() {
    Glibc.close(readEnd)
    Glibc.close(writeEnd)
  }
}

func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard written > 0 else { return }
    rest = rest.dropFirst(written)
  }
}
