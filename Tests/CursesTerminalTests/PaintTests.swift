import Glibc
import TerminalUI
import Testing

@testable import CursesTerminal

@Suite("Colours by role")
struct PaintTests {
  @Test("With 256 colours each role is readable on black and on white", arguments: Role.allCases)
  func isReadable(role: Role) throws {
    guard let index = Paint(role, depth: .indexed).colour else { return }
    let luminance = luminance(ofRGB: Paint.rgb(ofIndexed: index))
    // What the Web Content Accessibility Guidelines ask of large text and of borders.
    #expect((luminance + 0.05) / 0.05 >= 3)
    #expect(1.05 / (luminance + 0.05) >= 3)
  }

  @Test("Without colours what matters is still told apart from plain text")
  func emphasises() {
    let roles: [Role] = [.dim, .accent, .title, .added, .removed, .warning, .escape]
    #expect(roles.allSatisfy { !Paint($0, depth: .none).attributes.isEmpty })
    #expect(Paint(.added, depth: .none) != Paint(.removed, depth: .none))
  }

  @Test("A terminal of direct colours gets the shades of the palette")
  func convertsToRGB() {
    #expect(Paint.rgb(ofIndexed: 16) == 0x000000)
    #expect(Paint.rgb(ofIndexed: 208) == 0xFF8700)
    #expect(Paint.rgb(ofIndexed: 231) == 0xFFFFFF)
    #expect(Paint.rgb(ofIndexed: 244) == 0x808080)
    #expect(Paint(.accent, depth: .direct).colour == 0x0087D7)
  }

  private func luminance(ofRGB rgb: Int32) -> Double {
    func linear(_ shift: Int32) -> Double {
      let level = Double(rgb >> shift & 0xFF) / 255
      return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
  }
}
