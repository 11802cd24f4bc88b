// swift-tools-version: 6.2
import PackageDescription

// Targets stand in dependency order: arrows run downwards only.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "llm-mock",
  products: [
    .executable(name: "llm-mock", targets: ["llm-mock"]),
    .executable(name: "llm-mock-tui", targets: ["llm-mock-tui"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "LosslessJSON", swiftSettings: settings),
    .target(name: "LLMWire", dependencies: ["LosslessJSON"], swiftSettings: settings),
    // The system's SHA-256. No pkgConfig: a module map needs nothing else.
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    // The system's regular expressions, which can be told when to give up.
    .systemLibrary(name: "CPCRE2", providers: [.apt(["libpcre2-dev"])]),
    .target(
      name: "FixtureKit", dependencies: ["LLMWire", "LosslessJSON", "CNettle", "CPCRE2"],
      swiftSettings: settings),
    .target(name: "TerminalUI", swiftSettings: settings),
    // ncurses by its wide-character library. The shim says what Swift cannot import by itself.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(
      name: "CursesTerminal", dependencies: ["TerminalUI", "CNcurses"], swiftSettings: settings),
    .target(
      name: "FixtureBrowser",
      dependencies: ["FixtureKit", "LLMWire", "LosslessJSON", "TerminalUI"],
      swiftSettings: settings),
    .target(
      name: "BrowserRuntime", dependencies: ["FixtureBrowser", "FixtureKit", "TerminalUI"],
      swiftSettings: settings),
    .executableTarget(
      name: "llm-mock-tui",
      dependencies: [
        "BrowserRuntime", "CursesTerminal", "FixtureBrowser", "FixtureKit", "TerminalUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "llm-mock",
      dependencies: [
        "FixtureKit", "LLMWire", "LosslessJSON", "TerminalUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    // For benchmarks only.
    .executableTarget(
      name: "measure", dependencies: ["FixtureKit", "LLMWire", "LosslessJSON"],
      path: "Benchmarks/measure",
      swiftSettings: settings),
    // For tests only: a terminal in memory that says what a real one would show.
    .systemLibrary(name: "CVTerm", path: "Tests/CVTerm", providers: [.apt(["libvterm-dev"])]),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .target(
      name: "FuzzChecks", dependencies: ["LosslessJSON"], path: "Tests/FuzzChecks",
      swiftSettings: settings),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzChecks", "TestSupport"], swiftSettings: settings),
    .target(
      name: "TerminalTestSupport", dependencies: ["CVTerm", "TestSupport"],
      path: "Tests/TerminalTestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "LosslessJSONTests", dependencies: ["LosslessJSON", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LLMWireTests", dependencies: ["LLMWire", "LosslessJSON", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "FixtureKitTests",
      dependencies: ["FixtureKit", "LLMWire", "LosslessJSON", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "FixtureBrowserTests",
      dependencies: [
        "BrowserRuntime", "FixtureBrowser", "FixtureKit", "LosslessJSON", "TerminalUI",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "BrowserRuntimeTests",
      dependencies: [
        "BrowserRuntime", "CursesTerminal", "FixtureBrowser", "FixtureKit", "LosslessJSON",
        "TerminalTestSupport", "TerminalUI", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["LosslessJSON", "TestSupport", "llm-mock", "llm-mock-tui"],
      swiftSettings: settings),
    .testTarget(
      name: "TerminalUITests", dependencies: ["TerminalUI", "TerminalTestSupport", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "CursesTerminalTests",
      dependencies: [
        "CNcurses", "CursesTerminal", "TerminalUI", "TerminalTestSupport", "TestSupport",
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer brings its own main function, so this builds only with it: `make fuzz`.
if Context.environment["LLM_MOCK_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz-json", dependencies: ["FuzzChecks"], path: "Fuzzing",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
