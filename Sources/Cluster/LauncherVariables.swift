/// The launchers' variables while they are being read, with a note of everything that made no sense.
struct LauncherVariables {
    /// What one launcher says; the local half is not checked yet.
    struct Claim {
        var launcher: Launcher
        var rank: Int
        var size: Int
        var localRank: Int?
        var localSize: Int?
    }

    /// More processes than any job has: a number above is a mistake, and must not size an array.
    static let mostRanks = 1 << 24

    /// SLURM numbers the steps that are none of the user's `srun` (batch script, interactive shell, external
    /// processes, pending) downwards from 2³²−1.
    static let firstReservedStep = 0xFFFF_FFF0

    private let values: [String: String]
    private(set) var problems: [String] = []

    /// Whether this process runs in a job step that `srun` made for it.
    private(set) var isInStep = false
    private let process: Int?

    init(_ values: [String: String], process: Int?) {
        self.values = values
        self.process = process
        guard let text = values["SLURM_STEP_ID"] ?? values["SLURM_STEPID"] else { return }
        guard let step = Int(text) else {
            problems.append("SLURM_STEP_ID=\(quoted(text)) is ignored: it is not a number.")
            return
        }
        isInStep = step >= 0 && step < Self.firstReservedStep
    }

    func isSet(_ name: String) -> Bool {
        values[name] != nil
    }

    /// What the launcher with these variables says, or `nil` if it says nothing that fits together.
    mutating func claim(
        by launcher: Launcher, rank rankName: String, size sizeName: String, localRank: String?, localSize: String?
    ) -> Claim? {
        let rank = number(rankName)
        let size = number(sizeName)
        guard let rank, let size else {
            if isSet(rankName) != isSet(sizeName) {
                let missing = isSet(rankName) ? sizeName : rankName
                let present = isSet(rankName) ? rankName : sizeName
                problems.append("\(present) is ignored: \(missing) is not set.")
            }
            return nil
        }
        guard rank < size else {
            problems.append("\(rankName)=\(rank) is ignored: it is not below \(sizeName)=\(size).")
            return nil
        }
        return Claim(
            launcher: launcher, rank: rank, size: size,
            localRank: localRank.flatMap { number($0) }, localSize: localSize.flatMap { number($0) })
    }

    /// The local half of `claim`, if it is complete and fits the other half.
    mutating func checkedLocal(_ claim: Claim) -> (rank: Int, size: Int)? {
        guard let rank = claim.localRank, let size = claim.localSize else { return nil }
        guard rank < size, size <= claim.size else {
            problems.append(
                "Local rank \(rank) of \(size) is ignored: it does not fit rank \(claim.rank) of \(claim.size).")
            return nil
        }
        return (rank, size)
    }

    /// Whether the task that `srun` has started is another process than this one.
    var isBelowTask: Bool {
        guard let process, let task = values["SLURM_TASK_PID"].flatMap({ Int($0) }) else { return false }
        return task != process
    }

    /// The number of tasks that `srun` started on this node.
    mutating func tasksOnThisNode() -> Int? {
        guard let text = values["SLURM_STEP_TASKS_PER_NODE"] else { return nil }
        guard let tasks = TasksPerNode(text) else {
            problems.append("SLURM_STEP_TASKS_PER_NODE=\(quoted(text)) is ignored: it is not of the form 2(x3),1.")
            return nil
        }
        guard let node = number("SLURM_NODEID") else {
            return tasks.nodeCount == 1 ? tasks.count(onNode: 0) : nil
        }
        guard let count = tasks.count(onNode: node) else {
            problems.append("SLURM_NODEID=\(node) is ignored: the step has \(tasks.nodeCount) nodes.")
            return nil
        }
        return count
    }

    /// The worker threads that each rank is told to have.
    mutating func threads() -> Int? {
        number(LauncherEnvironment.threadsVariable).flatMap { Host.coreRange.contains($0) ? $0 : nil }
    }

    private mutating func number(_ name: String) -> Int? {
        guard let text = values[name] else { return nil }
        guard let value = Int(text), (0...Self.mostRanks).contains(value) else {
            problems.append("\(name)=\(quoted(text)) is ignored: it is not a number from 0 to \(Self.mostRanks).")
            return nil
        }
        return value
    }

    /// A value as a message can carry it: on one line, and not longer than the line.
    private func quoted(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(40).map { $0.isASCII && $0.value >= 32 ? Character($0) : "?" }
        return "'" + String(shown) + (text.unicodeScalars.count > 40 ? "…'" : "'")
    }
}

extension LauncherVariables: Sendable {}
