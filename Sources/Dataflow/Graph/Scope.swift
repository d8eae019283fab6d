/// A loop, or what is outside of all loops: nodes of one scope see the same passes.
package struct Scope: Hashable, Sendable {
    /// Its number in the graph; 0 outside of all loops.
    package let id: Int
    /// How many loops enclose its nodes, its own included.
    package let level: UInt8

    /// The number of the scope around it; its own outside of all loops.
    let parent: Int

    package static let outermost = Scope(id: 0, level: 0, parent: 0)
}
