/// What one rank gives and takes in a collective, once it knows what the others give it: steps, one after the other.
struct CollectivePlan {
    /// What is under way at the same time; it's complete before the next step starts.
    struct Step {
        var gives: [(peer: Int, bytes: UnsafeRawBufferPointer)] = []
        var takes: [(peer: Int, bytes: UnsafeMutableRawBufferPointer)] = []
        /// What to do with what has arrived.
        var finish: () -> Void = {}
    }

    var stepCount: Int
    /// Makes a step, when it starts.
    var step: (Int) -> Step

    static func one(_ step: Step) -> CollectivePlan { CollectivePlan(stepCount: 1) { _ in step } }

    /// Nothing is to be moved.
    static var none: CollectivePlan { CollectivePlan(stepCount: 0) { _ in Step() } }

    func followed(by other: CollectivePlan) -> CollectivePlan {
        CollectivePlan(stepCount: stepCount + other.stepCount) { index in
            index < stepCount ? step(index) : other.step(index - stepCount)
        }
    }
}
