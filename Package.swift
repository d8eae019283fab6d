// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is compiled in the Swift 6 language mode, with imports that say what they expose.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

/// Programs that show what the engine is for, each in a folder of `Examples`.
let examples = [
    "als", "closure", "collatz", "components", "csvjoin", "csvquery", "kcore", "kmeans", "logistic", "nexmark",
    "pagerank", "sortlines", "sssp", "topwords", "triangles",
]
/// Those about domains, which parse their arguments with a library.
let domainExamples = ["cerny", "graphs", "random-automata", "reachable"]
/// Those of matrices.
let matrixExamples = ["kmeans-matrix", "linreg", "matmul", "pagerank-matrix", "pca"]
/// Those of processes.
let processExamples = ["alltoall", "fibonacci", "mapreduce", "pool", "workers"]

let package = Package(
    name: "renoir",
    products: [
        .library(name: "Renoir", targets: ["Renoir"]),
        .library(name: "RenoirTestKit", targets: ["RenoirTestKit"]),
        .library(name: "RenoirBLAS", targets: ["RenoirBLAS"]),
        .library(name: "RenoirDomains", targets: ["RenoirDomains"]),
        .library(name: "RenoirGzip", targets: ["RenoirGzip"]),
        .library(name: "RenoirMatrices", targets: ["RenoirMatrices"]),
        .library(name: "RenoirProcesses", targets: ["RenoirProcesses"]),
        .library(name: "RenoirZstd", targets: ["RenoirZstd"]),
        .executable(name: "wordcount", targets: ["wordcount"]),
        .executable(name: "renoir-hostfile", targets: ["renoir-hostfile"]),
        .executable(name: "renoir-worker", targets: ["renoir-worker"]),
    ] + (examples + domainExamples + matrixExamples + processExamples).map { .executable(name: $0, targets: [$0]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.3.0")
    ],
    targets: [
        // MPI's C interface, as the system installed it, and what Swift can't say itself.
        .systemLibrary(
            name: "CMPI", pkgConfig: "mpi-c",
            providers: [.apt(["libopenmpi-dev", "openmpi-bin"]), .brew(["open-mpi"])]),
        .target(name: "CEngine", cSettings: [.treatAllWarnings(as: .error)]),
        .target(name: "CRemote", cSettings: [.treatAllWarnings(as: .error)]),

        // The layers, lowest first: an arrow never points back.
        .target(name: "SystemLibrary", swiftSettings: settings),
        .target(name: "Threading", dependencies: ["SystemLibrary"], swiftSettings: settings),
        .target(name: "MPI", dependencies: ["CMPI", "SystemLibrary", "Threading"], swiftSettings: settings),
        .target(name: "Transport", dependencies: ["MPI", "SystemLibrary", "Threading"], swiftSettings: settings),
        .target(name: "Records", dependencies: ["CEngine"], swiftSettings: settings),
        .target(name: "Tabular", dependencies: ["CEngine", "Records"], swiftSettings: settings),
        .target(
            name: "Session", dependencies: ["CEngine", "Records", "Transport", "Threading", "SystemLibrary"],
            swiftSettings: settings),
        .target(
            name: "Dataflow", dependencies: ["Records", "Session", "Transport", "CEngine", "Threading"],
            swiftSettings: settings),
        .target(
            name: "Cluster", dependencies: ["CRemote", "SystemLibrary"], swiftSettings: settings),
        .target(
            name: "Renoir",
            dependencies: [
                "Dataflow", "Session", "Tabular", "Records", "Cluster", "Transport", "Threading", "SystemLibrary",
            ],
            swiftSettings: settings),
        .target(
            name: "RenoirDomains", dependencies: ["Renoir", "Dataflow", "Session", "Records", "Threading"],
            swiftSettings: settings),
        .target(
            name: "RenoirTestKit", dependencies: ["Renoir", "Dataflow", "Transport", "Threading"],
            swiftSettings: settings),
        // Compressed files, each for those who want it.
        .target(name: "CZlib", cSettings: [.treatAllWarnings(as: .error)]),
        .target(name: "CZstd", cSettings: [.treatAllWarnings(as: .error)]),
        .target(name: "RenoirGzip", dependencies: ["CZlib", "Renoir"], swiftSettings: settings),
        .target(name: "RenoirZstd", dependencies: ["CZstd", "Renoir"], swiftSettings: settings),
        .target(name: "CMatrices", exclude: ["loops.h", "variants.h"], cSettings: [.treatAllWarnings(as: .error)]),
        .target(
            name: "RenoirMatrices",
            dependencies: [
                "CMatrices", "Renoir", "Dataflow", "Session", "Tabular", "Records", "Transport", "Threading",
                "SystemLibrary",
            ],
            swiftSettings: settings),

        // Products of matrices by a library, for those who want it.
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .target(name: "RenoirBLAS", dependencies: ["COpenBLAS", "RenoirMatrices"], swiftSettings: settings),

        .target(name: "CProcesses", cSettings: [.treatAllWarnings(as: .error)]),
        .target(
            name: "RenoirProcesses",
            dependencies: [
                "CProcesses", "Renoir", "Cluster", "Session", "Records", "Transport", "Threading", "SystemLibrary",
            ],
            swiftSettings: settings),

        // What examples share: arguments, files of numbers and of edges, standard output.
        .target(name: "ExampleSupport", dependencies: ["Renoir"], path: "Examples/Support", swiftSettings: settings),
        .target(
            name: "MatrixExampleSupport", dependencies: ["ExampleSupport", "Renoir", "RenoirMatrices"],
            path: "Examples/MatrixSupport", swiftSettings: settings),
        .executableTarget(
            name: "wordcount",
            dependencies: [
                "ExampleSupport", "Renoir", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Examples/wordcount", swiftSettings: settings),
        // What examples share that are about automata.
        .target(name: "Automata", dependencies: ["RenoirDomains"], path: "Examples/Automata", swiftSettings: settings),
        .executableTarget(
            name: "renoir-hostfile",
            dependencies: [
                "Cluster", "SystemLibrary", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "renoir-worker",
            dependencies: [
                "Cluster", "SystemLibrary", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        .testTarget(name: "ThreadingTests", dependencies: ["Threading"], swiftSettings: settings),
        .testTarget(name: "MPITests", dependencies: ["MPI"], swiftSettings: settings),
        .testTarget(name: "TransportTests", dependencies: ["Transport", "TestSupport"], swiftSettings: settings),
        // What tests of several modules need.
        .target(
            name: "TestSupport", dependencies: ["Session", "Threading", "Transport"], path: "Tests/Support",
            swiftSettings: settings),
        .executableTarget(
            name: "records-program", dependencies: ["Records"], path: "Tests/RecordsProgram", swiftSettings: settings),
        .testTarget(
            name: "RecordsTests", dependencies: ["Records", "SystemLibrary", "TestSupport", "records-program"],
            swiftSettings: settings),
        .testTarget(
            name: "TabularTests", dependencies: ["Tabular", "Records", "TestSupport"], swiftSettings: settings),
        .executableTarget(
            name: "collectives-program", dependencies: ["Session", "Transport", "SystemLibrary"],
            path: "Tests/CollectivesProgram", swiftSettings: settings),
        .testTarget(
            name: "SessionTests", dependencies: ["Session", "Records", "Transport", "Threading", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "DataflowTests",
            dependencies: ["Dataflow", "Records", "Session", "Transport", "SystemLibrary", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "ClusterTests", dependencies: ["Cluster", "SystemLibrary"], swiftSettings: settings),
        .testTarget(
            name: "RenoirTests",
            dependencies: [
                "Renoir", "RenoirGzip", "RenoirTestKit", "RenoirZstd", "Cluster", "Dataflow", "Session", "Records",
                "Transport",
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "processes-program", dependencies: ["RenoirProcesses"], path: "Tests/ProcessesProgram",
            swiftSettings: settings),
        .executableTarget(
            name: "matrices-program", dependencies: ["Renoir", "RenoirMatrices"], path: "Tests/MatricesProgram",
            swiftSettings: settings),
        .executableTarget(
            name: "domains-program", dependencies: ["RenoirDomains"], path: "Tests/DomainsProgram",
            swiftSettings: settings),
        .testTarget(
            name: "RenoirDomainsTests", dependencies: ["RenoirDomains", "RenoirTestKit"], swiftSettings: settings),
        .testTarget(name: "RenoirProcessesTests", dependencies: ["RenoirProcesses"], swiftSettings: settings),
        .testTarget(
            name: "RenoirMatricesTests",
            dependencies: ["RenoirBLAS", "RenoirMatrices", "Renoir", "Session", "Transport", "TestSupport"],
            swiftSettings: settings),
    ]
        + examples.map {
            .executableTarget(
                name: $0, dependencies: ["ExampleSupport", "Renoir"], path: "Examples/\($0)", swiftSettings: settings)
        }
        + domainExamples.map {
            .executableTarget(
                name: $0,
                dependencies: [
                    "Automata", "ExampleSupport", "RenoirDomains",
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ], path: "Examples/\($0)", swiftSettings: settings)
        }
        + processExamples.map {
            .executableTarget(
                name: $0, dependencies: ["RenoirProcesses"], path: "Examples/\($0)", swiftSettings: settings)
        }
        + matrixExamples.map {
            .executableTarget(
                name: $0,
                dependencies: ["ExampleSupport", "MatrixExampleSupport", "Renoir", "RenoirBLAS", "RenoirMatrices"],
                path: "Examples/\($0)", swiftSettings: settings)
        }
)
