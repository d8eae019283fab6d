/// Which collective operation a rank calls.
enum CollectiveKind: UInt64, CaseIterable {
    case broadcast = 1
    case scatter
    case scatterv
    case gather
    case gatherv
    case allGather
    case allGatherv
    case allReduce
    case reduceScatter
    case allToAll
    case allToAllv

    var name: String { "\(self)" }
}
