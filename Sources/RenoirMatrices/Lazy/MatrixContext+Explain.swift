extension MatrixContext {
    /// Steps that are remembered, at most.
    private static var mostNotes: Int { 1000 }

    /// What was done since ``isExplaining`` was set: passes with their formulas, and what moved with its bytes.
    ///
    /// ```swift
    /// matrices.isExplaining = true
    /// let product = try a.times(b)
    /// print(matrices.explain())
    /// ```
    ///
    /// Local: bytes are those that this rank has sent or got, whichever is more. The last 1,000 steps.
    public func explain() -> String {
        (["products by \(productsName)"] + notes).joined(separator: "\n")
    }

    /// Remembers a step, if somebody asks for them.
    func note(_ text: @autoclosure () -> String) {
        guard isExplaining else { return }
        if notes.count >= Self.mostNotes { notes.removeFirst(notes.count - Self.mostNotes + 1) }
        notes.append(text())
    }

    /// Remembers that something moved.
    func noteMove<Element>(_ what: String, sent: Int, got: Int, of _: Element.Type) {
        guard size > 1 else { return }
        note("\(what): \(max(sent, got) * MemoryLayout<Element>.stride) bytes")
    }
}
