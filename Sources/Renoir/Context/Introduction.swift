internal import Cluster
internal import Dataflow

/// What rank 0 says when the ranks of a program's first job have met: who they are, and whether they share cores.
struct Introduction: Sendable {
    /// Where this rank may run.
    let seat: Seat
    /// Whether somebody reads who the ranks are: at a terminal, or later in the log of a batch job.
    private let isRead: Bool
    /// What made no sense in the launcher's variables, or has no effect.
    private let problems: [String]
    private let timeLimit: Duration?

    /// - Parameter problems: More than `environment` tells.
    init(
        _ environment: LauncherEnvironment, cores: AllowedCores, isInBatchJob: Bool, timeLimit: Duration?,
        problems: [String] = []
    ) {
        seat = .current(cores)
        isRead = isInBatchJob || Terminal.isWatched()
        self.problems = environment.problems + problems
        self.timeLimit = timeLimit
    }

    func show(_ members: [JobMember]) {
        let roster = Roster(members.map { Roster.Member(host: $0.host, threads: $0.threads, seat: Seat($0.seat)) })
        var lines = isRead ? [Self.line(roster, timeLimit: timeLimit)] : []
        lines += (problems + [roster.warning].compactMap(\.self)).map { "warning: \($0)" }
        for line in lines { FailureReport.note(line) }
    }

    static func line(_ roster: Roster, timeLimit: Duration?) -> String {
        roster.summary + (timeLimit.map { ", \(coarse($0)) left" } ?? "")
    }

    /// `duration` in its two largest units.
    private static func coarse(_ duration: Duration) -> String {
        let minutes = duration.components.seconds / 60
        switch minutes {
        case ..<2: return "\(duration.components.seconds) s"
        case ..<120: return "\(minutes) min"
        case ..<2880: return "\(minutes / 60) h \(minutes % 60) min"
        default: return "\(minutes / 1440) days \(minutes / 60 % 24) h"
        }
    }
}
