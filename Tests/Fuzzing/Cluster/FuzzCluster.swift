// Gives libFuzzer's bytes to the readers of cluster files and of SLURM's lists: they refuse them, or make a description of
// which every output can be made. Compiled by scripts/fuzz-cluster into one module with the readers.

/// The first byte chooses the reader; the rest is the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCluster(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count >= 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start[0] % 4 {
    case 0: FuzzTargets.readNodes(bytes)
    case 1: FuzzTargets.readAddress(bytes)
    default: FuzzTargets.readFile(bytes)
    }
    return 0
}

enum FuzzTargets {
    static func readFile(_ bytes: [UInt8]) {
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

    static func readNodes(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = TasksPerNode(text)?.nodeCount
        guard let list = read({ () throws(ConfigurationError) in try NodeList(text) }) else { return }
        precondition((1...NodeList.mostNodes).contains(list.names.count), "\(list.names.count) nodes in \(text)")
        precondition(list.names.allSatisfy { !$0.isEmpty && !$0.contains(",") && !$0.contains("[") }, text)
    }

    static func readAddress(_ bytes: [UInt8]) {
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
