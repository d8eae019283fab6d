/// How the parts of a source are shared out among workers.
public enum Balancing: String, Sendable {
    /// About the same number of neighbouring parts for each worker, the same ones in each run with as many workers.
    case `static`
    /// A few parts at a time, while the job runs, for whoever has time: work that takes differently long, or workers that differ in
    /// speed, end at about the same time. Which worker gets what depends on time.
    case dynamic
}
