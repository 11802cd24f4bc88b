import Glibc

/// A system call that a test needs and did not get.
package struct SystemError: Error, CustomStringConvertible {
  let call: String
  let code: Int32

  package init(call: String, code: Int32) {
    self.call = call
    self.code = code
  }

  package var description: String { "\(call) failed: \(String(cString: strerror(code)))" }
}
