#if canImport(Cluster)
    @testable import Cluster
#endif

// Compiled by the fuzzer too, into one module with the readers.

/// What the fuzzer does with an input, and the tests with each input of its corpus: readers refuse it, or make a description of
/// which every output can be made.
enum ClusterFuzzing {
    /// The first byte of an input chooses the reader; the rest is the text.
    static func run(_ input: UnsafeRawBufferPointer) {
        guard let choice = input.first else { return }
        let text = Array(input.dropFirst())
        switch choice % 4 {
        case 0: readNodes(text)
        case 1: readAddress(text)
        default: readFile(text)
        }
    }

    private static func readFile(_ bytes: [UInt8]) {
        let roots = PathRoots(folder: "/cluster/", home: "/users/ann")
        guard
            let cluster = read({ () throws(ConfigurationError) in try ClusterDescription(parsing: bytes, roots: roots) }
            )
        else { return }
        // Thousands of ranks on each host are right, but no text to wait for.
        guard cluster.totalRanks <= 4096 else { return }
        checkOutputs(of: cluster)
        guard let again = try? ClusterDescription(parsing: Array(ClusterFile.text(of: cluster).utf8), roots: roots)
        else {
            preconditionFailure("what was read and written can't be read again: \(cluster)")
        }
        precondition(
            again.job == cluster.job && again.hosts.map(\.address) == cluster.hosts.map(\.address), "\(cluster)")
    }

    private static func readNodes(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = TasksPerNode(text)?.nodeCount
        guard let list = read({ () throws(ConfigurationError) in try NodeList(text) }) else { return }
        precondition((1...NodeList.mostNodes).contains(list.names.count), "\(list.names.count) nodes in \(text)")
        precondition(list.names.allSatisfy { !$0.isEmpty && !$0.contains(",") && !$0.contains("[") }, text)
    }

    private static func readAddress(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let address = read({ () throws(ConfigurationError) in try HostAddress(text) }) else { return }
        let marks = Array(".-".utf8)
        precondition(address.launcherName.utf8.allSatisfy { $0.isNameByte || marks.contains($0) }, text)
        precondition(!address.launcherName.hasPrefix("-") && address.text == text, text)
    }

    /// Every line of an output begins with one of the words that it may begin with.
    private static func checkOutputs(of cluster: ClusterDescription) {
        guard let hostfile = try? Hostfile.text(of: cluster), let config = try? SSHConfig(cluster).text,
            let plan = try? LaunchPlan(cluster, program: "./app", sshConfig: "/run/ssh")
        else { preconditionFailure("no output for \(cluster)") }
        let lines = hostfile.split(separator: "\n").filter { !$0.hasPrefix("#") }
        precondition(lines.count == cluster.hosts.count && lines.allSatisfy { $0.contains(" slots=") }, hostfile)
        let hosts = config.split(separator: "\n").filter { $0.hasPrefix("Host ") }
        precondition(hosts.count == cluster.hosts.count + 2 && !config.contains("Proxy"), config)
        precondition(plan.arguments.allSatisfy { word in word.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }, "\(plan)")
    }

    /// What `make` makes; a refusal has one line that a terminal can show.
    private static func read<Value>(_ make: () throws(ConfigurationError) -> Value) -> Value? {
        do {
            return try make()
        } catch {
            let text = error.description
            precondition(!text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, text)
            return nil
        }
    }
}
