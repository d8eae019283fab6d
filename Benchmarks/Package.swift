// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

let renoir = Target.Dependency.product(name: "Renoir", package: "renoir")

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "renoir", path: "..")],
    targets: [
        .executableTarget(
            name: "renoir-bench", dependencies: [renoir], swiftSettings: settings),
        .executableTarget(
            name: "processes-bench", dependencies: [.product(name: "RenoirProcesses", package: "renoir")],
            swiftSettings: settings),
        .executableTarget(
            name: "matrices-bench",
            dependencies: [
                renoir, .product(name: "RenoirBLAS", package: "renoir"),
                .product(name: "RenoirMatrices", package: "renoir"),
            ], swiftSettings: settings),
        // What scripts/check-kernels reads: loops that must be clean, and loops that are not.
        .executableTarget(name: "kernels", dependencies: [renoir], swiftSettings: settings),
        .executableTarget(name: "kernels-planted", dependencies: [renoir], swiftSettings: settings),
    ]
)
