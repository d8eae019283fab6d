internal import SystemLibrary

/// The process of the launcher on this host, to which the output of its ranks goes.
///
/// It need not be the parent: there may be a shell script around the program, and MPICH has a proxy in between.
package enum LauncherProcess {
    /// Processes between a rank and its launcher are fewer.
    private static let mostAncestors = 16
    private static let names = ["mpirun", "mpiexec", "orterun", "prterun"]

    /// What the system says of a process.
    struct Entry {
        var name: String
        var parent: Int32

        /// - Parameter stat: What stands in `/proc/PID/stat`: `7 (a name) S 1 …`, where the name may have any character.
        init?(stat: String) {
            guard let start = stat.firstIndex(of: "("), let end = stat.lastIndex(of: ")"), start < end else {
                return nil
            }
            let fields = stat[stat.index(after: end)...].split(separator: " ")
            guard fields.count > 1, let parent = Int32(fields[1]) else { return nil }
            name = String(stat[stat.index(after: start)..<end])
            self.parent = parent
        }
    }

    /// The launcher above this process, if a launcher has started it as a rank.
    package static func ofThisProcess() -> Int32? {
        guard LauncherEnvironment(ProcessEnvironment.launcherVariables()).isLaunched else { return nil }
        return above(getpid()) { SmallFile.contents(of: "/proc/\($0)/stat").flatMap(Entry.init) }
    }

    /// The first process above `process` that is called like a launcher.
    static func above(_ process: Int32, entry: (Int32) -> Entry?) -> Int32? {
        var next = entry(process)?.parent ?? 0
        for _ in 0..<mostAncestors where next > 1 {
            guard let ancestor = entry(next) else { return nil }
            if names.contains(where: ancestor.name.hasPrefix) { return next }
            next = ancestor.parent
        }
        return nil
    }
}
