/// What a source has promised, and what that makes of what it says next. A pure state machine.
struct SourceGate {
    private(set) var reached = Mark.start

    /// What the consumers hear of what an emission says about all that comes later; nil if that is nothing new.
    mutating func order(_ cursor: Cursor) -> Mark? {
        guard let mark = mark(cursor) else { return nil }
        reached = mark
        return mark
    }

    private func mark(_ cursor: Cursor) -> Mark? {
        if !cursor.isPending { return .end }
        if let level = cursor.endedLevel { return reached.nextPass(level: level) }
        if cursor.watermark > reached.watermark || reached.activity == .idle && !cursor.isIdle {
            return reached.advanced(to: max(cursor.watermark, reached.watermark))
        }
        guard cursor.isIdle, reached.activity == .active else { return nil }
        return Mark(pass: reached.pass, level: reached.level, watermark: reached.watermark, activity: .idle)
    }
}
