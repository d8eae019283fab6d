/// NEXMark's events by number, with its public parameters: of 50 events one is a person, three are auctions, 46 are bids. What an event is
/// follows from the seed and its number alone, so any worker can make any of them.
struct Generator: Sendable {
    static let baseTime = 1_436_918_400_000
    static let eventsPerMillisecond = 10
    static let (firstPerson, firstAuction, firstCategory) = (1000, 1000, 10)
    static let categories = 5
    private static let (inTurn, persons, auctions) = (50, 1, 3)
    /// Persons that bid and sell, those that are about to come included; auctions that go on.
    private static let (activePeople, personLead, inFlight, auctionLead) = (1000, 10, 100, 10)
    /// Of so many sellers, bidders and auctions all but one are hot; who is hot changes every so many.
    private static let (hotSellers, hotBidders, hotAuctions, hotEvery) = (4, 4, 2, 100)
    /// The longest time in milliseconds for which an auction goes on.
    static let longestAuction = 2 * inFlight * inTurn / auctions / eventsPerMillisecond + 2

    let seed: Int

    static func time(of number: Int) -> Int { baseTime + number / eventsPerMillisecond }

    func event(_ number: Int) -> Event {
        switch number % Self.inTurn {
        case ..<Self.persons: .person(person(number))
        case ..<(Self.persons + Self.auctions): .auction(auction(number))
        default: .bid(bid(number))
        }
    }

    func personIfAny(_ number: Int) -> Person? { number % Self.inTurn < Self.persons ? person(number) : nil }

    func auctionIfAny(_ number: Int) -> Auction? {
        let place = number % Self.inTurn
        return place >= Self.persons && place < Self.persons + Self.auctions ? auction(number) : nil
    }

    func bidIfAny(_ number: Int) -> Bid? {
        number % Self.inTurn >= Self.persons + Self.auctions ? bid(number) : nil
    }

    private func person(_ number: Int) -> Person {
        var dice = Dice(seed, number)
        return Person(
            id: Self.firstPerson + lastPerson(number), dateTime: Self.time(of: number),
            firstName: UInt8(dice.next(Names.first.count)), lastName: UInt8(dice.next(Names.last.count)),
            city: UInt8(dice.next(Names.cities.count)), state: UInt8(dice.next(Names.states.count)),
            card: dice.next(10_000_000_000_000_000))
    }

    private func auction(_ number: Int) -> Auction {
        var dice = Dice(seed, number)
        let hot = lastPerson(number) / Self.hotEvery * Self.hotEvery
        let seller = dice.next(Self.hotSellers) > 0 ? hot : anyPerson(number, &dice)
        let initialBid = dice.price()
        let time = Self.time(of: number)
        let horizon = Self.time(of: number + Self.inFlight * Self.inTurn / Self.auctions) - time
        return Auction(
            id: Self.firstAuction + lastAuction(number), initialBid: initialBid, reserve: initialBid + dice.price(),
            dateTime: time, expires: time + 1 + dice.next(max(1, horizon * 2)), seller: Self.firstPerson + seller,
            category: Self.firstCategory + dice.next(Self.categories))
    }

    private func bid(_ number: Int) -> Bid {
        var dice = Dice(seed, number)
        let last = lastAuction(number)
        let auction: Int
        if dice.next(Self.hotAuctions) > 0 {
            auction = last / Self.hotEvery * Self.hotEvery
        } else {
            let first = max(0, last - Self.inFlight)
            auction = first + dice.next(last - first + 1 + Self.auctionLead)
        }
        let hot = lastPerson(number) / Self.hotEvery * Self.hotEvery + 1
        let bidder = dice.next(Self.hotBidders) > 0 ? hot : anyPerson(number, &dice)
        return Bid(
            auction: Self.firstAuction + auction, bidder: Self.firstPerson + bidder, price: dice.price(),
            dateTime: Self.time(of: number))
    }

    /// The latest person and the latest auction at an event, from 0.
    private func lastPerson(_ number: Int) -> Int { number / Self.inTurn }

    private func lastAuction(_ number: Int) -> Int {
        let (turn, place) = number.quotientAndRemainder(dividingBy: Self.inTurn)
        return turn * Self.auctions + min(place - Self.persons, Self.auctions - 1)
    }

    private func anyPerson(_ number: Int, _ dice: inout Dice) -> Int {
        let people = lastPerson(number) + 1
        let active = min(people, Self.activePeople)
        return people - active + dice.next(active + Self.personLead)
    }
}

/// Random numbers of one event.
private struct Dice {
    private var state: UInt64

    init(_ seed: Int, _ number: Int) {
        state = UInt64(bitPattern: Int64(seed)) &* 0xd134_2543_de82_ef95 &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15
    }

    private mutating func word() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    /// From 0 up to `bound`.
    mutating func next(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: word().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// From 100 to 10^8, with as many between 10^n and 10^(n + 1) for each n: powers are taken from tables, so that they are the same everywhere.
    mutating func price() -> Int {
        let place = next(6 * Powers.steps)
        let (decade, step) = place.quotientAndRemainder(dividingBy: Powers.steps)
        return Int((Powers.tens[decade + 2] * Powers.fractions[step]).rounded())
    }
}

private enum Powers {
    static let steps = 1000
    static let tens: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
    /// 10 to the power of each thousandth below 1, by repeated multiplication.
    static let fractions: [Double] = {
        var (power, powers) = (1.0, [Double]())
        for _ in 0..<steps {
            powers.append(power)
            power *= 1.002_305_238_077_899_6
        }
        return powers
    }()
}

enum Names {
    static let first = ["Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"]
    static let last = ["Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"]
    static let cities = [
        "Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent",
        "Cheyenne",
    ]
    static let states = ["AZ", "CA", "ID", "OR", "WA", "WY"]
}
