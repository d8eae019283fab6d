import Testing

@testable import Records

/// Records whose parts are of several types, so that coders are asked for other keys from value to value.
struct AlternatingKeysTests {
    private enum NestedKeys: CodingKey { case customer, event }

    private struct Customer: Codable, Equatable { var id: Int, name: String }
    private struct Product: Codable, Equatable { var code: UInt8, title: String?, price: Double }
    private struct Order: Codable, Equatable {
        var customer: Customer
        var products: [Product]
        var gift: Product?
        var event: Event
        var others: [Order]

        init(_ number: Int, depth: Int = 2) {
            customer = Customer(id: number, name: "customer \(number)")
            products = (0..<number % 4).map { Product(code: UInt8($0), title: $0 == 1 ? nil : "p", price: 0.5) }
            gift = number % 2 == 0 ? nil : Product(code: 9, title: "g", price: -1)
            event = Event(number)
            others = depth == 0 ? [] : (0..<number % 3).map { Order(number + $0, depth: depth - 1) }
        }
    }

    private enum Event: Codable, Equatable {
        case none
        case paid(Double, by: Customer)
        case sent(days: Int)
        indirect case after(Event, Product)

        init(_ number: Int) {
            switch number % 4 {
            case 0: self = .none
            case 1: self = .paid(Double(number), by: Customer(id: number, name: "c"))
            case 2: self = .sent(days: number)
            default: self = .after(Event(number - 1), Product(code: 1, title: "t", price: 1))
            }
        }
    }

    private class Base: Codable {
        var id: Int
        init(id: Int) { self.id = id }
    }

    private final class Derived: Base {
        private enum Keys: CodingKey { case customer, list, fields }
        private enum Fields: CodingKey { case a, b }
        var customer: Customer

        override init(id: Int) {
            customer = Customer(id: id, name: "derived")
            super.init(id: id)
        }

        required init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Keys.self)
            let fields = try values.nestedContainer(keyedBy: Fields.self, forKey: .fields)
            var list = try values.nestedUnkeyedContainer(forKey: .list)
            customer = try values.decode(Customer.self, forKey: .customer)
            try super.init(from: values.superDecoder())
            let inList = try list.nestedContainer(keyedBy: Fields.self)
            let last = try list.decode(Customer.self)
            guard try fields.decode(Int.self, forKey: .a) == id,
                try fields.decode(Customer.self, forKey: .b) == customer,
                try inList.decode(Int.self, forKey: .b) == -id, last == customer
            else { throw WireError(message: "record \(id) has parts of another one") }
        }

        override func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Keys.self)
            var fields = values.nestedContainer(keyedBy: Fields.self, forKey: .fields)
            try fields.encode(id, forKey: .a)
            try fields.encode(customer, forKey: .b)
            var list = values.nestedUnkeyedContainer(forKey: .list)
            var inList = list.nestedContainer(keyedBy: Fields.self)
            try inList.encode(-id, forKey: .b)
            try list.encode(customer)
            try values.encode(customer, forKey: .customer)
            try super.encode(to: values.superEncoder())
        }
    }

    private func trip<Value: Codable>(_ records: [Value], target: Int) throws -> [Value] {
        var trip = try WireTrip<Value>()
        (trip.frameTarget, trip.batch) = (target, 5)
        return try trip(records)
    }

    @Test(arguments: [64, 1 << 16]) func recordsOfManyTypes_arrive(target: Int) throws {
        let orders = (0..<40).map { Order($0) }
        #expect(try trip(orders, target: target) == orders)
    }

    @Test(arguments: [64, 1 << 16]) func enums_arrive(target: Int) throws {
        let events = (0..<40).map { Event($0) }
        #expect(try trip(events, target: target) == events)
    }

    @Test(arguments: [64, 1 << 16]) func nestedContainersAndSuper_arrive(target: Int) throws {
        let records = (0..<30).map { Derived(id: $0) }
        #expect(try trip(records, target: target).map(\.id) == records.map(\.id))
    }

    /// A key whose text tells its type.
    private struct Numbered<Tag>: CodingKey {
        var stringValue: String
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
        var intValue: Int? { nil }
    }

    private struct Many: Codable, Equatable {
        var number: Int
        /// A record of numbers alone would travel as it lies in memory.
        private var text = ""

        private static func ask<Tag>(_ depth: Int, _ type: Tag.Type, _ body: (any CodingKey.Type) throws -> Void)
            rethrows
        {
            if depth > 0 { try ask(depth - 1, [Tag].self, body) } else { try body(Numbered<Tag>.self) }
        }

        init(_ number: Int) { self.number = number }

        func encode(to encoder: any Encoder) throws {
            func encode<Keys: CodingKey>(_ type: Keys.Type) throws {
                var values = encoder.container(keyedBy: type)
                try values.encode(number, forKey: type.init(stringValue: "number")!)
            }
            try Self.ask(number % 70, Int.self) { try encode($0) }
        }

        init(from decoder: any Decoder) throws {
            let number = try decoder.container(keyedBy: Numbered<Int>.self).decode(
                Int.self, forKey: .init(stringValue: "number"))
            self.number = number
        }
    }

    @Test func moreTypesOfKeysThanAreKept_arrive() throws {
        let records = (0..<3 * 70).map { Many($0) }
        #expect(try trip(records, target: 1 << 20) == records)
    }

    private struct Failing: Codable, Equatable {
        struct Refusal: Error {}
        enum Keys: CodingKey { case event, customer, number }

        var number: Int
        var customer: Customer
        var event: Event

        init(_ number: Int) {
            (self.number, customer) = (number, Customer(id: number, name: "n"))
            event = .paid(1, by: customer)
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Keys.self)
            try values.encode(event, forKey: .event)
            var nested = values.nestedContainer(keyedBy: NestedKeys.self, forKey: .customer)
            try nested.encode(number, forKey: .event)
            if number < 0 { throw Refusal() }
            try values.encode(number, forKey: .number)
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Keys.self)
            let nested = try values.nestedContainer(keyedBy: NestedKeys.self, forKey: .customer)
            let number = try nested.decode(Int.self, forKey: .event)
            if number == 1 << 40 { throw Refusal() }
            self.init(number)
            event = try values.decode(Event.self, forKey: .event)
        }
    }

    @Test func recordsThatThrowHalfWay_leaveNoTrace() throws {
        let trip = try WireTrip<Failing>()
        let records = (0..<9).map { Failing($0) }
        for _ in 0..<3 {
            #expect(throws: WireError.self) { try trip.encode(records + [Failing(-1)]) }
            #expect(throws: WireError.self) { try trip(records + [Failing(1 << 40)]) }
            #expect(try trip(records) == records)
        }
    }

    /// Inside of a value that catches what a part of it throws, the coder of that part is used again.
    @Test func errorsThatAreCaught_leaveNoTrace() throws {
        struct Broken: Encodable {
            func encode(to encoder: any Encoder) throws {
                var values = encoder.container(keyedBy: NestedKeys.self)
                try values.encode(1, forKey: .event)
                throw Failing.Refusal()
            }
        }
        struct Careful: Codable, Equatable {
            enum Keys: CodingKey { case broken, customer, number }
            var customer: Customer
            init(_ number: Int) { customer = Customer(id: number, name: "x") }
            func encode(to encoder: any Encoder) throws {
                var values = encoder.container(keyedBy: Keys.self)
                try? values.encode(Broken(), forKey: .broken)
                try values.encode(customer, forKey: .customer)
            }
            init(from decoder: any Decoder) throws {
                let values = try decoder.container(keyedBy: Keys.self)
                let wrong = try? values.decode(Product.self, forKey: .customer)
                #expect(wrong == nil)
                customer = try values.decode(Customer.self, forKey: .customer)
            }
        }
        let records = (0..<9).map { Careful($0) }
        #expect(try trip(records, target: 1 << 16) == records)
    }

    /// Coders of nested containers are used again only if nobody has kept one.
    @Test func nestedContainers_keptForLonger_haveTheirOwnValues() throws {
        final class Shelf: @unchecked Sendable { var kept: [KeyedDecodingContainer<NestedKeys>] = [] }
        struct Keeping: Codable {
            @TaskLocal static var shelf = Shelf()
            enum Keys: CodingKey { case number }
            var number: Int
            var text = ""
            init(_ number: Int) { self.number = number }
            func encode(to encoder: any Encoder) throws {
                var values = encoder.container(keyedBy: Keys.self)
                var nested = values.nestedContainer(keyedBy: NestedKeys.self, forKey: .number)
                try nested.encode(number, forKey: .event)
            }
            init(from decoder: any Decoder) throws {
                let values = try decoder.container(keyedBy: Keys.self)
                let nested = try values.nestedContainer(keyedBy: NestedKeys.self, forKey: .number)
                number = try nested.decode(Int.self, forKey: .event)
                for (index, kept) in Self.shelf.kept.enumerated() {
                    #expect(try kept.decode(Int.self, forKey: .event) == index)
                }
                Self.shelf.kept.append(nested)
            }
        }
        let shelf = Shelf()
        let arrived = try Keeping.$shelf.withValue(shelf) { () throws -> [Keeping] in
            var trip = try WireTrip<Keeping>()
            (trip.frameTarget, trip.batch) = (1 << 16, 9)
            return try trip((0..<6).map { Keeping($0) })
        }
        #expect(arrived.map(\.number) == Array(0..<6) && shelf.kept.count == 6)
        #expect(throws: (any Error).self) { try shelf.kept[2].decode(Int.self, forKey: .event) }
    }
}
