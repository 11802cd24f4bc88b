import FixtureKit
import Glibc

extension Timestamp {
  /// The moment by the system's clock.
  static var now: Timestamp { Timestamp(seconds: time(nil)) }
}
