import Renoir

/// The queries as pipelines; each property adds one to the context.
struct Pipeline {
    private let context: StreamContext
    private let generator: Generator
    private let count: Int

    init(_ context: StreamContext, _ generator: Generator, events count: Int) {
        self.context = context
        self.generator = generator
        self.count = count
    }

    /// The numbers of all events: all workers get on in time together.
    private var numbers: DataStream<Int> {
        let count = count
        return context.parallelStream { replica, replicas in stride(from: replica, to: count, by: replicas) }
    }

    var events: DataStream<Event> {
        let generator = generator
        return numbers.map { generator.event($0) }
    }

    private var persons: DataStream<Person> {
        let generator = generator
        return numbers.compactMap { generator.personIfAny($0) }
            .withTimestamps({ .milliseconds(Int64($0.dateTime)) }, watermarks: .monotonous)
    }

    private var auctions: DataStream<Auction> {
        let generator = generator
        return numbers.compactMap { generator.auctionIfAny($0) }
            .withTimestamps({ .milliseconds(Int64($0.dateTime)) }, watermarks: .monotonous)
    }

    private var timedBids: DataStream<Bid> {
        bids.withTimestamps({ .milliseconds(Int64($0.dateTime)) }, watermarks: .monotonous)
    }

    /// q0: bids as they are.
    var bids: DataStream<Bid> {
        let generator = generator
        return numbers.compactMap { generator.bidIfAny($0) }
    }

    /// q1: prices in another currency.
    var inEuros: DataStream<Bid> {
        bids.map { bid in
            var bid = bid
            bid.price = bid.price * 908 / 1000
            return bid
        }
    }

    /// q2: bids for some auctions.
    var selected: DataStream<Bid> { bids.filter { $0.auction % 123 == 0 } }

    /// q3: who sells what in three states.
    var localItems: DataStream<(Person, Auction)> {
        let states = Set(["OR", "ID", "CA"].map { UInt8(Names.states.firstIndex(of: $0)!) })
        let sellers = persons.filter { states.contains($0.state) }.groupBy { $0.id }
        return sellers.join(auctions.filter { $0.category == 10 }.groupBy { $0.seller }).values()
    }

    /// The highest bid of each closed auction, within its time and at or above the reserve; the earlier on a tie.
    private var winningBids: DataStream<(auction: Auction, price: Int)> {
        auctions.groupBy { $0.id }
            .intervalJoin(
                timedBids.groupBy { $0.auction }, before: .zero, after: .milliseconds(Generator.longestAuction)
            )
            .filter { auction, bid in
                bid.price >= auction.reserve && bid.dateTime >= auction.dateTime && bid.dateTime < auction.expires
            }
            .aggregate(
                .reduce { best, other in
                    (other.1.price, best.1.dateTime) > (best.1.price, other.1.dateTime) ? other : best
                }
            )
            .values().map { (auction: $0.0, price: $0.1.price) }
    }

    /// q4: the mean winning price of each category.
    var categoryPrices: DataStream<Keyed<Int, Int>> {
        winningBids.aggregate(.wholeMean { $0.price }, by: { $0.auction.category }).unkey()
    }

    /// q5: the auctions with most bids in ten seconds, every two.
    var hotItems: DataStream<(windowEnd: Int, auction: Int, count: Int)> {
        timedBids.groupBy { $0.auction }
            .window(.sliding(.seconds(10), every: .seconds(2))).count()
            .unkey()
            .aggregate(.greatest { $0.value.value }, by: { $0.value.end.milliseconds })
            .flatMap { $0 }
            .values()
            .map { (windowEnd: $0.value.end.milliseconds, auction: $0.key, count: $0.value.value) }
    }

    /// q6: the mean winning price of each seller's last ten closed auctions.
    var sellerPrices: DataStream<Keyed<Int, Int>> {
        winningBids.groupBy { $0.auction.seller }.aggregate(
            .meanOfLast(10, by: { ($0.auction.expires, $0.auction.id) }, { $0.price })
        ).unkey()
    }

    /// q7: the highest bids of each ten seconds.
    var highestBids: DataStream<(windowEnd: Int, bid: Bid)> {
        // On each worker first, and of all workers then.
        timedBids.keyBy { _ in 0 }
            .window(.tumbling(.seconds(10))).aggregate(.greatest { $0.price })
            .values()
            .flatMap { window in window.value.map { (windowEnd: window.end.milliseconds, bid: $0) } }
            .aggregate(.greatest { $0.bid.price }, by: { $0.windowEnd })
            .flatMap { $0 }
            .values()
    }

    /// q8: persons who opened an auction in the same ten seconds as they came.
    var newSellers: DataStream<(windowEnd: Int, person: Person)> {
        persons.groupBy { $0.id }
            .join(auctions.groupBy { $0.seller }, in: .tumbling(.seconds(10)))
            .window(.tumbling(.seconds(10))).first()
            .values()
            .map { (windowEnd: $0.end.milliseconds, person: $0.value.value.0) }
    }
}

extension Timestamp {
    /// Whole milliseconds.
    fileprivate var milliseconds: Int { Int(nanoseconds / 1_000_000) }
}
