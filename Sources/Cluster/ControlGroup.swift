/// A control group of Linux that may limit what a process gets.
struct ControlGroup: Hashable, Sendable {
    enum Version: Sendable { case one, two }

    var version: Version
    /// Where its files may be found, and those of the groups around it.
    var directories: [String]

    /// The groups named in `membership`, the text of `/proc/self/cgroup`: lines of the form `id:controllers:path`; of
    /// version 1, those with `controller`.
    static func groups(_ membership: String, controller: String) -> [ControlGroup] {
        membership.split(whereSeparator: \.isNewline).compactMap { line in
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3, fields[2].hasPrefix("/") else { return nil }
            let roots: [String]
            let version: Version
            if fields[0] == "0", fields[1].isEmpty {
                version = .two
                roots = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]
            } else if fields[1].split(separator: ",").contains(Substring(controller)) {
                version = .one
                roots = ["/sys/fs/cgroup/\(fields[1])", "/sys/fs/cgroup/\(controller)"]
            } else {
                return nil
            }
            let levels = levels(of: fields[2])
            return ControlGroup(version: version, directories: roots.flatMap { root in levels.map { root + $0 } })
        }
    }

    /// `/a/b` and the levels around it, innermost first: `/a/b`, `/a` and the empty root.
    private static func levels(of path: Substring) -> [String] {
        let names = path.split(separator: "/")
        return (0...names.count).reversed().map { count in
            names.prefix(count).map { "/" + $0 }.joined()
        }
    }
}
