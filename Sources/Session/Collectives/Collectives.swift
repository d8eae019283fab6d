internal import Records
public import Transport

/// Operations that all ranks carry out together: broadcast, scatter, gather, reduce, exchange.
///
/// ```swift
/// let collectives = Collectives(on: network)
/// let norms = try collectives.allReduce([sum]) { $0 + $1 }.wait()
/// ```
///
/// Every operation is started and polled; none blocks, so rounds of a transport on the same network go on. All ranks start
/// the same operations in the same order; several may be under way. What a rank can't take part in, or calls
/// otherwise than the others, is an error on all ranks, and nothing is exchanged.
///
/// Elements travel as the bytes that they have in memory: they have to be numbers or structs of numbers, whatever
/// can be copied to another process. Counts are of elements and have 64 bits; what is larger than a message of MPI goes in
/// several.
///
/// Any thread may start one: in which order they start is the program's business, and has to be the same on all ranks. What
/// combines elements runs on whichever thread polls, and starts none.
public final class Collectives {
    private let network: any Network
    let limits: CollectiveLimits
    let underWay = CallsUnderWay()
    // What follows belongs to whoever adds a call.
    private var startedCount: UInt64 = 0
    private var formats: [ObjectIdentifier: ElementFormat] = [:]

    /// - Parameter network: All ranks make as many such objects, and use them in the same order.
    public convenience init(on network: any Network) { self.init(on: network, limits: CollectiveLimits()) }

    /// The same with other limits, so that a test can take every way with few elements.
    package init(on network: any Network, limits: CollectiveLimits) {
        self.network = network
        self.limits = limits
    }

    /// This process's place among `size` ranks, from 0.
    public var rank: Int { network.rank }
    public var size: Int { network.size }

    /// What a call is about, beyond its bytes.
    struct Terms {
        var kind: CollectiveKind
        var root: Int?
        /// Elements that all ranks have to name alike.
        var count: Int?
        /// Counts that all ranks have to name alike.
        var counts: [Int] = []
        var refusal: CollectiveRefusal?
    }

    /// Calls a collective.
    ///
    /// - Parameters:
    ///   - given: How many elements go to each rank.
    ///   - plan: Called with how many elements each rank gives this one.
    func start<Element: BitwiseCopyable, Output>(
        _ terms: Terms, given: [Int], memory: CollectiveMemory<Element>,
        plan: @escaping ([Int]) -> CollectivePlan, output: @escaping () -> Output
    ) -> PendingCollective<Output> {
        let call = underWay.add { makeCall(terms, given, memory, plan) }
        return PendingCollective(call, of: underWay, rank: rank, output: output)
    }

    private func makeCall<Element: BitwiseCopyable>(
        _ terms: Terms, _ given: [Int], _ memory: CollectiveMemory<Element>,
        _ plan: @escaping ([Int]) -> CollectivePlan
    ) -> CollectiveCall {
        let stride = MemoryLayout<Element>.stride
        let format = format(of: Element.self)
        var refusal = terms.refusal
        if let root = terms.root, !(0..<size).contains(root) {
            refusal = CollectiveRefusal(.rootOutOfRange, root, size)
        }
        if format.check == nil { refusal = CollectiveRefusal(.notPlain) }
        let declaration = CollectiveDeclaration(
            sequence: startedCount, kind: terms.kind, root: terms.root,
            element: format.declaration, count: terms.count,
            counts: terms.counts.isEmpty ? 0 : fingerprint(of: terms.counts), refusal: refusal)
        startedCount += 1
        let request = CollectiveCall.Request(
            declaration: declaration, byteCounts: given.map { $0 * stride },
            plan: { bytes in plan(bytes.map { $0 / stride }) },
            check: { () throws(TransportError) in
                guard let check = format.check, let arrived = memory.arrived else { return }
                do throws(WireError) { try check(arrived) } catch {
                    throw TransportError(message: "\(declaration.name): \(error.message)")
                }
            }, owner: memory)
        return CollectiveCall(request, on: network)
    }

    private func format<Element: BitwiseCopyable>(of type: Element.Type) -> ElementFormat {
        if let format = formats[ObjectIdentifier(type)] { return format }
        let format = ElementFormat(type)
        formats[ObjectIdentifier(type)] = format
        return format
    }

    /// From now on whoever turns the rounds of `epoch` advances what is under way, until it fails; nil for nobody.
    func follow(_ epoch: EpochStatus?) { underWay.follow(epoch) }
}

extension Collectives: @unchecked Sendable {}
