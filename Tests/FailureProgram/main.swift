// A program whose jobs go wrong in every way that users have met, and some that they should not meet: its first argument
// chooses one. scripts/test-failure builds it as a package of its own, runs it on several ranks, and knows what must
// come of it.
//
//   failure-program CASE FOLDER [--threads T]
//
// Each rank leaves its process number in FOLDER/pid.RANK as it starts, and makes FOLDER/running.RANK when a record of an
// endless job reaches it.
import Renoir
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a closure throws.
struct Refusal: Error, CustomStringConvertible {
    let description = "this record is refused"
}

/// A record that can't travel: its identity would be lost on the way.
final class Account: Sendable {
    let number: Int

    init(number: Int) { self.number = number }
}

/// A key with an idea of its own of what is equal: numbers with the same last digit are.
struct LastDigit: Hashable {
    let number: Int

    static func == (left: LastDigit, right: LastDigit) -> Bool { left.number % 10 == right.number % 10 }

    func hash(into hasher: inout Hasher) { hasher.combine(number % 10) }
}

/// What ends a process by a signal. Read from variables: a compiler that sees it coming does what it likes.
enum Trap {
    private static let numbers = Mutex([1, 2, 3])
    private static let absent = Mutex(Int?.none)
    private static let largest = Mutex(Int.max)

    static func beyondTheEnd() { numbers.withLock { $0[$0.count] += 1 } }
    static func nothing() { absent.withLock { $0! += 1 } }
    static func overflow() { largest.withLock { $0 += 1 } }

    /// A sum that needs the stack for each of its parts.
    @discardableResult
    static func recursion(_ number: Int) -> Int { number &+ recursion(number &+ largest.withLock { $0 & 1 }) &* 3 }
}

/// One run of the program on one rank.
struct Run {
    let config: RuntimeConfig
    let folder: String

    private var rank: Int { config.rank }

    func start(_ name: String) throws {
        leaveFile("pid.\(rank)", "\(getpid())\n")
        switch name {
        case "throw-on-one-rank": try refuse { $0 == 1 }
        case "throw-on-all-ranks": try refuse { _ in true }
        case "throw-while-another-sleeps": try throwWhileAnotherSleeps()
        case "throw-after-a-second": try throwAfterASecond()
        case "throw-before-records": try throwBeforeRecords()
        case "endless": try runEndlessly(config)
        case "endless-impatient": try runImpatiently()
        case "endless-uncaught": try runImpatiently(exitsOnFailure: false)
        case "setting-on-one-rank": try setWrongly()
        case "exit-on-one-rank": try exitOnOneRank()
        case "different-graphs": try runDifferentGraphs()
        case "end-before-execute": try endBeforeExecute()
        case "end-before-second-job": try endBeforeSecondJob()
        case "exit-in-closure": try exitInClosure { exit(0) }
        case "config-exit-in-closure":
            try exitInClosure { [config] in config.exit("renoir: nothing to do on rank 2", code: .data) }
        case "two-contexts": try runTwice()
        case "context-in-closure": try runInClosure()
        case "context-twice": try executeTwice()
        case "no-sink": try runWithoutSink()
        case "no-such-file": try readMissingFile()
        case "class-as-record": try sendObjects()
        case "own-equality": try groupByOwnEquality()
        case "hash-disagreement": try hashDifferently()
        case "full-memory": try fillMemory()
        case "limited-keys": try fillLimitedMemory(config)
        case "limited-table": try overrunLimitedMemory()
        case "too-many-workers": try startTooManyWorkers()
        case "memory-of-workers": try measureWorkers()
        case "endless-brief": try runImpatiently(exitsOnFailure: false, seconds: 1)
        case "trap-index": try crash { rank, _ in if rank == 1 { Trap.beyondTheEnd() } }
        case "trap-unwrap": try crash { rank, _ in if rank == 1 { Trap.nothing() } }
        case "trap-overflow": try crash { rank, _ in if rank == 1 { Trap.overflow() } }
        case "trap-everywhere": try crash { _, _ in Trap.beyondTheEnd() }
        case "stack-overflow": try crash { rank, number in if rank == 1 { Trap.recursion(number) } }
        case "crash-as-job-starts": try crashAsJobStarts()
        case "abort": try crash { rank, _ in if rank == 1 { abort() } }
        case "own-handler": try crashWithOwnHandler()
        default: config.exit("failure-program: there is no case '\(name)'", code: .usage)
        }
    }

    // MARK: Closures that throw

    /// Throws in the middle of a job, on the ranks that `isRefusing` names.
    private func refuse(_ isRefusing: @escaping @Sendable (_ rank: Int) -> Bool) throws {
        let rank = rank
        let context = StreamContext(config)
        context.parallelStream(0..<1_000_000)
            .shuffle()
            .map { number in
                if number % 1000 == 999 && isRefusing(rank) { throw Refusal() }
                return number
            }
            .forEach { _ in }
        try context.execute()
    }

    private func throwWhileAnotherSleeps() throws {
        let rank = rank
        let context = StreamContext(config)
        context.parallelStream(0..<1_000_000)
            .shuffle()
            .forEach { number in
                if rank == 1 { sleep(60) }
                if rank == 2 && number % 1000 == 999 { throw Refusal() }
            }
        try context.execute()
    }

    private func throwAfterASecond() throws {
        let rank = rank
        let end = ContinuousClock.now + .seconds(1)
        let context = StreamContext(config)
        context.parallelStream { replica, _ in sequence(first: replica) { $0 &+ 1 } }
            .shuffle()
            .forEach { _ in if rank == 1 && ContinuousClock.now > end { throw Refusal() } }
        try context.execute()
    }

    /// Throws where a worker makes its operators.
    private func throwBeforeRecords() throws {
        let rank = rank
        let context = StreamContext(config)
        context.parallelStream { replica, replicas in
            if rank == 3 { throw Refusal() }
            return stride(from: replica, to: 1000, by: replicas)
        }
        .shuffle()
        .forEach { _ in }
        try context.execute()
    }

    // MARK: Jobs that only somebody else ends

    private func runEndlessly(_ config: RuntimeConfig) throws {
        let context = StreamContext(config)
        let (rank, folder) = (rank, folder)
        context.parallelStream { replica, _ in sequence(first: replica) { $0 &+ 1 } }
            .shuffle()
            .forEach { number in
                // Not every rank gets the same numbers.
                if number % 100_000 == 10_000 { Run.leaveFile("running.\(rank)", "", in: folder) }
            }
        try context.execute()
    }

    private func runImpatiently(exitsOnFailure: Bool = true, seconds: Int = 3) throws {
        var config = config
        config.exitsOnFailure = exitsOnFailure
        config.silenceTimeout = .seconds(seconds)
        try runEndlessly(config)
    }

    // MARK: Closures that crash

    /// Lets `fault` happen in the middle of a job; one process counts as rank 1.
    private func crash(_ fault: @escaping @Sendable (_ rank: Int, _ number: Int) -> Void) throws {
        let rank = config.size == 1 ? 1 : rank
        let context = StreamContext(config)
        context.parallelStream(0..<1_000_000)
            .shuffle()
            .map { number in
                if number % 1000 == 999 { fault(rank, number) }
                return number
            }
            .forEach { _ in }
        try context.execute()
    }

    private func crashAsJobStarts() throws {
        let isFaulty = config.size == 1 || rank == 3
        let context = StreamContext(config)
        context.parallelStream { replica, replicas in
            if isFaulty { Trap.nothing() }
            return stride(from: replica, to: 1000, by: replicas)
        }
        .shuffle()
        .forEach { _ in }
        try context.execute()
    }

    /// A program that has something of its own to do about a trap.
    private func crashWithOwnHandler() throws {
        for number in [SIGILL, SIGTRAP] { signal(number) { _ in _exit(42) } }
        try crash { rank, _ in if rank == 1 { Trap.beyondTheEnd() } }
    }

    // MARK: Ranks that don't do the same

    private func runDifferentGraphs() throws {
        let context = StreamContext(config)
        let numbers = context.parallelStream(0..<1000)
        if rank == 2 {
            numbers.filter { $0 > 10 }.shuffle().forEach { _ in }
        } else {
            numbers.map { $0 + 1 }.shuffle().forEach { _ in }
        }
        try context.execute()
    }

    private func setWrongly() throws {
        var config = config
        if rank == 2 { config.threads = 0 }
        try count(StreamContext(config))
    }

    private func exitOnOneRank() throws {
        let context = StreamContext(config)
        if rank == 2 { config.exit("renoir: nothing to do on rank 2", code: .data) }
        try count(context)
    }

    private func endBeforeExecute() throws {
        let context = StreamContext(config)
        if rank == 1 { exit(0) }
        try count(context)
    }

    private func endBeforeSecondJob() throws {
        try count(StreamContext(config))
        if rank == 1 { return }
        try count(StreamContext(config))
    }

    private func count(_ context: StreamContext) throws {
        context.parallelStream(0..<1000).shuffle().forEach { _ in }
        try context.execute()
    }

    /// Whether a closure has ended the program.
    private static let hasEnded = Atomic<Bool>(false)

    private func exitInClosure(_ end: @escaping @Sendable () -> Never) throws {
        let rank = rank
        let context = StreamContext(config)
        context.parallelStream(0..<1_000_000)
            .shuffle()
            .forEach { _ in
                // Whichever records come to the rank: its first worker that gets one ends the program.
                if rank == 2 && !Self.hasEnded.exchange(true, ordering: .relaxed) { end() }
            }
        try context.execute()
    }

    // MARK: Several contexts

    private func runTwice() throws {
        let first = StreamContext(config)
        let sum = first.parallelStream(1...1000).shuffle().fold(0) { $0 += $1 }.collectAll()
        try first.execute()

        // What the first job gave decides, on every rank, what the second one does.
        let count = sum.value![0] / 500
        let second = StreamContext(config)
        let groups = second.parallelStream(0..<count).groupByCount { $0 % 3 }.collect()
        try second.execute()
        if let groups = groups.value { print(sum.value![0], lines(groups) { $0 }) }
    }

    private func runInClosure() throws {
        let config = config
        let context = StreamContext(config)
        context.parallelStream(0..<1000)
            .shuffle()
            .map { number in
                let inner = StreamContext(config)
                let sum = inner.stream(of: 0..<number).fold(0) { $0 += $1 }.collectAll()
                try inner.execute()
                return sum.value?.first ?? 0
            }
            .forEach { _ in }
        try context.execute()
    }

    private func executeTwice() throws {
        let context = StreamContext(config)
        try count(context)
        try context.execute()
    }

    // MARK: Pipelines that can't run

    private func runWithoutSink() throws {
        let context = StreamContext(config)
        _ = context.parallelStream(0..<1000).map { $0 + 1 }
        try context.execute()
    }

    /// One rank looks for the input where nothing is.
    private func readMissingFile() throws {
        leaveFile("text", "some words\n")
        let context = StreamContext(config)
        let name = rank == 2 ? "none" : "text"
        context.readLines("\(folder)/\(name)").shuffle().forEach { _ in }
        try context.execute()
    }

    private func sendObjects() throws {
        let context = StreamContext(config)
        context.parallelStream(0..<1000)
            .map { Account(number: $0) }
            .shuffle()
            .forEach { _ in }
        try context.execute()
    }

    // MARK: Keys

    private func groupByOwnEquality() throws {
        let context = StreamContext(config)
        let counts = context.parallelStream(0..<100_000)
            .groupByCount { LastDigit(number: $0) }
            .collect()
        let sums = context.parallelStream(0..<100_000)
            .groupBy { LastDigit(number: $0) }
            .fold(0) { $0 += $1 }
            .collect()
        try context.execute()
        guard let counts = counts.value, let sums = sums.value else { return }
        print(lines(counts) { $0.number % 10 })
        print(lines(sums) { $0.number % 10 })
    }

    /// The script has told the standard library of rank 2 to hash as a process does that no launcher has started.
    private func hashDifferently() throws {
        let context = StreamContext(config)
        context.parallelStream(0..<1000).groupBy { LastDigit(number: $0) }.count().forEach { _ in }
        try context.execute()
    }

    /// More keys than operators may keep.
    private func fillMemory() throws {
        var config = config
        config.stateBytes = 32 << 20
        let context = StreamContext(config)
        context.parallelStream(0..<1_000_000_000).groupBy { $0 }.count().forEach { _ in }
        try context.execute()
    }

    /// More keys than fit what the script has left this process.
    private func fillLimitedMemory(_ config: RuntimeConfig) throws {
        let context = StreamContext(config)
        // Wide states, so that it doesn't take long.
        context.parallelStream(0..<100_000_000).groupBy { "\($0)" }.fold(SIMD16<Int64>()) { $0[0] &+= Int64($1) }
            .forEach { _ in }
        try context.execute()
    }

    /// The same with a budget that lets everything pass.
    private func overrunLimitedMemory() throws {
        var config = config
        config.stateBytes = 1 << 40
        try fillLimitedMemory(config)
    }

    private func startTooManyWorkers() throws {
        var config = config
        config.threads = 4096
        let context = StreamContext(config)
        var numbers = context.parallelStream(0..<10)
        for _ in 0..<20 { numbers = numbers.shuffle() }
        numbers.forEach { _ in }
        try context.execute()
    }

    /// Compares what many workers take with what the engine says that they need, which it does where there is nothing.
    private func measureWorkers() throws {
        for workers in [100, 200, 400] {
            func run(_ config: RuntimeConfig) throws {
                let context = StreamContext(config)
                context.parallelStream(0..<10).shuffle().groupBy { $0 }.count().forEach { _ in }
                try context.execute()
            }
            do {
                try run(withoutMemory { .local(workers) })
                config.exit("failure-program: \(workers) workers have started where there is no memory", code: .user)
            } catch {
                let words = "\(error)".split(separator: " ")
                guard let place = words.firstIndex(of: "need"), let expected = Double(words[place + 1]) else {
                    throw error
                }
                try run(.local(workers))
                let ratio = Double(memory("VmHWM:")) / expected
                guard ratio > 1 / 1.5, ratio < 1.5 else {
                    config.exit("failure-program: \(workers) workers take \(ratio) of \(error)", code: .user)
                }
                print(workers)
            }
        }
    }

    /// What `body` makes while the process may have no more address space than it has.
    private func withoutMemory<Result>(_ body: () -> Result) -> Result {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
        #else
            let resource = RLIMIT_AS
        #endif
        var before = rlimit()
        getrlimit(resource, &before)
        var now = before
        now.rlim_cur = rlim_t(memory("VmSize:"))
        setrlimit(resource, &now)
        defer { setrlimit(resource, &before) }
        return body()
    }

    /// Bytes of this process, by the name that the system has for them.
    private func memory(_ name: String) -> Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self).split {
                $0 == " " || $0 == "\t"
            }
            if words.count > 1, words[0] == name { return (Int(words[1]) ?? 0) << 10 }
        }
        return 0
    }

    /// Values in the order of their keys.
    private func lines<Key>(_ records: [Keyed<Key, Int>], order: (Key) -> Int) -> String {
        records.sorted { order($0.key) < order($1.key) }
            .map { "\(order($0.key))=\($0.value)" }
            .joined(separator: " ")
    }

    // MARK: Files for the script

    private func leaveFile(_ name: String, _ text: String) { Run.leaveFile(name, text, in: folder) }

    /// Makes a file that is complete as soon as it is there.
    private static func leaveFile(_ name: String, _ text: String, in folder: String) {
        let draft = "\(folder)/draft.\(getpid()).\(name)"
        guard let file = fopen(draft, "w") else { return }
        fputs(text, file)
        fclose(file)
        rename(draft, "\(folder)/\(name)")
    }
}

let (config, arguments) = RuntimeConfig.fromArguments()
guard arguments.count == 2 else {
    config.exit("failure-program: a case and a folder are needed, not \(arguments.count) arguments", code: .usage)
}
try Run(config: config, folder: arguments[1]).start(arguments[0])
