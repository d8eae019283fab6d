/// A number that the search for canonical forms decides on.
struct FormSlot {
    enum Kind: Equatable {
        /// One of so many.
        case constant(Int)
        /// An atom of a class.
        case atom(Int)
        /// 0 if something is in a set, 1 if not.
        case member
        /// How many elements a set will have, from the smallest size on.
        case size
        /// The same, where it's known already.
        case countedSize
    }

    let kind: Kind
    /// Where it stands among the numbers that describe an element.
    let place: Int
    /// What has its own value only if all of these slots have certain ones.
    let conditions: [Condition]
    /// The set whose size it counts for or says, or those that have to be different from it; -1 for none.
    var group = -1
    /// Slots of the same group behind it.
    var followers = 0
    /// Atoms on which it depends what the slot is about, of which each can become another.
    var atoms: [Int] = []
    /// Which slot it becomes when those are certain atoms: by their numbers, as digits.
    var images: [Int32] = []

    struct Condition {
        let slot: Int
        let range: ClosedRange<Int>
    }
}

/// Slots that belong together.
struct FormGroup {
    /// How many of a set are in it.
    var counts: ClosedRange<Int>
    /// The slot that decides on the size, before; -1 for none.
    var sizeSlot = -1
    /// Whether its slots have different values.
    var isDistinct = false
}
