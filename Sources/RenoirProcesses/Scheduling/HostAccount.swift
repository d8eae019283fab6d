/// What a host has, and what of it is free.
struct HostAccount {
    /// The ranks whose agents are there.
    let ranks: [Int]
    let memory: Int
    let coreParts: Int
    /// The numbers of the cores, if they are known.
    let cores: [Int]
    private(set) var freeMemory: Int
    private(set) var freeCoreParts: Int
    /// How many processes each of ``ranks`` has.
    private var counts: [Int]
    /// How many processes each of ``cores`` is given to.
    private var loads: [Int]

    init(ranks: [Int], memory: Int, coreParts: Int, cores: [Int] = []) {
        self.ranks = ranks
        self.memory = memory
        self.coreParts = coreParts
        self.cores = cores
        freeMemory = memory
        freeCoreParts = coreParts
        counts = ranks.map { _ in 0 }
        loads = cores.map { _ in 0 }
    }

    /// What one process takes of it.
    struct Share: Equatable {
        var memory: Int
        var coreParts: Int
        /// The rank whose agent has the process.
        var rank: Int
        /// The cores to which it is bound; none if it isn't.
        var cores: [Int] = []
    }

    /// Whether it would have so much if nobody had any of it but those who have `held`.
    func couldFit(memory: Int, coreParts: Int, besides held: (memory: Int, coreParts: Int) = (0, 0)) -> Bool {
        memory <= self.memory - held.memory && coreParts <= self.coreParts - held.coreParts
    }

    /// Takes so much, if it's free.
    ///
    /// - Parameter rank: Which agent has to have the process; nil for the one that has fewest.
    mutating func take(memory: Int, coreParts: Int, rank: Int? = nil) -> Share? {
        guard memory <= freeMemory, coreParts <= freeCoreParts else { return nil }
        freeMemory -= memory
        freeCoreParts -= coreParts
        let place = rank.flatMap { ranks.firstIndex(of: $0) } ?? counts.indices.min { counts[$0] < counts[$1] } ?? 0
        counts[place] += 1
        return Share(memory: memory, coreParts: coreParts, rank: ranks[place], cores: chooseCores(coreParts))
    }

    mutating func giveBack(_ share: Share) {
        freeMemory += share.memory
        freeCoreParts += share.coreParts
        if let place = ranks.firstIndex(of: share.rank) { counts[place] -= 1 }
        for core in share.cores {
            if let place = cores.firstIndex(of: core) { loads[place] -= 1 }
        }
    }

    /// Whoever needs whole cores gets as many, those that fewest others have; fractions go where there is time.
    private mutating func chooseCores(_ coreParts: Int) -> [Int] {
        guard coreParts >= Resources.partsOfCore else { return [] }
        let count = (coreParts + Resources.partsOfCore - 1) / Resources.partsOfCore
        guard count < cores.count else { return [] }
        let chosen = cores.indices.sorted { (loads[$0], $0) < (loads[$1], $1) }.prefix(count).sorted()
        for place in chosen { loads[place] += 1 }
        return chosen.map { cores[$0] }
    }
}
