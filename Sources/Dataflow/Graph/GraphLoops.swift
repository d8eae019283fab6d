internal import Threading

/// The loops of a graph while it's being written, and what of them its job needs.
package struct GraphLoops {
    private struct Side: Hashable {
        let port: Port
        let scope: Scope
    }

    /// All scopes, by number; the first one is outside of all loops.
    private var scopes = [Scope.outermost]
    /// Where each loop is on this rank, in the order of their scopes.
    private(set) var courses: [LoopCourse] = []
    /// The loop that nodes are added to, behind those around it.
    private var open = [Scope.outermost]
    /// What gives a port's records in each iteration of a loop.
    private var sides: [Side: Port] = [:]

    /// The loop that nodes are added to.
    package var current: Scope { open[open.count - 1] }

    mutating func begin() -> LoopCourse {
        let course = LoopCourse()
        courses.append(course)
        let scope = Scope(id: scopes.count, level: current.level + 1, parent: current.id)
        scopes.append(scope)
        open.append(scope)
        return course
    }

    mutating func end() { open.removeLast() }

    func course(of scope: Scope) -> LoopCourse? { scope == .outermost ? nil : courses[scope.id - 1] }

    func enclosing(_ scope: Scope) -> Scope { scopes[scope.parent] }

    /// The loops that are entered on the way from `scope` to where nodes are added; nil if `scope` isn't around that.
    func path(from scope: Scope) -> ArraySlice<Scope>? {
        guard open.contains(scope) else { return nil }
        return open[(Int(scope.level) + 1)...]
    }

    func side(of port: Port, in scope: Scope) -> Port? { sides[Side(port: port, scope: scope)] }

    mutating func note(_ side: Port, of port: Port, in scope: Scope) { sides[Side(port: port, scope: scope)] = side }
}

extension Graph {
    /// Tells the loops who of this rank takes part in them.
    func startLoops(on placement: Placement, sleepers: Sleepers) {
        for course in loops.courses {
            let heads = nodes.filter { $0.isLoopHead && $0.course === course }.map { head in
                placement.workers(head.replication).count { $0.rank == placement.rank }
            }
            course.start(heads: heads.reduce(0, +), sleepers: sleepers)
        }
    }
}
