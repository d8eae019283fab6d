internal import Dataflow
internal import Synchronization
internal import SystemLibrary

/// Follows a job and, on rank 0, writes how far it is.
final class Progress: Sendable {
    private struct State {
        var text: ProgressText
        /// Whether a line may stand where the next message goes.
        var hasLine = false
    }

    private let start = ContinuousClock.now
    private let style: ProgressText.Style
    private let isShownHere: Bool
    private let state: Mutex<State>

    init(_ style: ProgressText.Style, rank: Int) {
        self.style = style
        isShownHere = rank == 0
        state = Mutex(State(text: ProgressText(style)))
        // Other ranks don't know whether it stands there yet.
        if !isShownHere { state.withLock { noteLine(&$0) } }
    }

    func show(_ totals: JobTotals) {
        let elapsed = ContinuousClock.now - start
        let text = state.withLock { state in
            noteLine(&state)
            return state.text.update(totals, elapsed: elapsed)
        }
        if let text { FailureReport.write(text, to: STDERR_FILENO) }
    }

    private func noteLine(_ state: inout State) {
        guard style == .line, !state.hasLine else { return }
        state.hasLine = true
        FailureReport.lines.add(1, ordering: .relaxed)
    }

    /// Leaves the terminal as it was.
    func end() {
        guard state.withLock(\.hasLine) else { return }
        FailureReport.lines.subtract(1, ordering: .relaxed)
        if isShownHere { FailureReport.write(ProgressText.clearing, to: STDERR_FILENO) }
    }
}

extension ProgressMode {
    /// What it comes to where the program runs; nil for nothing.
    ///
    /// - Parameter isWatched: Whether somebody watches what goes to standard error.
    func style(isWatched: @autoclosure () -> Bool) -> ProgressText.Style? {
        switch self {
        case .auto: isWatched() ? .line : nil
        case .line: .line
        case .log: .log
        case .off: nil
        }
    }
}
