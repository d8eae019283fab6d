/// Where a search is cut into subtrees.
enum FormPrefixes {
    /// Subtrees at least, if there are so many: a multiple of what ranks and threads there may be, as subtrees differ in size.
    private static let enough = 4096

    /// What the subtrees begin with: all canonical prefixes of one length. All ranks find the same.
    static func find(_ plan: FormPlan) -> [[Int32]] {
        let search = FormSearch(plan)
        var (prefixes, length) = ([[Int32]()], 0)
        var (step, before) = (1, 1)
        while prefixes.count < enough, length < plan.slots.count {
            step = min(step, plan.slots.count - length)
            length += step
            before = prefixes.count
            prefixes = []
            search.restart(downTo: length)
            while search.advance() { prefixes.append(search.decisions) }
            step = nextStep(after: step, length, before, prefixes.count)
        }
        return prefixes
    }

    /// How much longer prefixes should become: half of what it takes if they go on to grow in number as they did.
    ///
    /// Each length costs a search of its own. Integers give the same result on all ranks.
    private static func nextStep(after step: Int, _ length: Int, _ before: Int, _ count: Int) -> Int {
        guard count > before else { return step + 1 }
        var (expected, steps) = (count, 0)
        while expected < enough, steps < length {
            expected = max(expected + 1, expected * count / before)
            steps += step
        }
        return max(1, steps / 2)
    }
}
