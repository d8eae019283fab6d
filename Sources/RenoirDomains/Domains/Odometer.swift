/// Counts through all arrays of some length over a domain, the last place fastest.
@usableFromInline
struct Odometer<Digit: Domain> {
    private let domain: Digit
    private let size: Int
    private var digits: [Digit.Places] = []
    private var left: [Int] = []
    private var current: [Digit.Element?] = []
    private var holes = 0

    /// - Parameter index: Which of them is first.
    init(_ domain: Digit, count: Int, from index: Int) throws {
        self.domain = domain
        size = domain.size.clamped
        var places = [Int](repeating: 0, count: count)
        var rest = index
        // What lies above the places that an index reaches is at its first element.
        for place in places.indices.reversed() where rest > 0 {
            (rest, places[place]) = rest.quotientAndRemainder(dividingBy: size)
        }
        for place in places {
            var digit = domain.places(from: place)
            let element = try digit.next()
            if element == nil { holes += 1 }
            digits.append(digit)
            left.append(size - place - 1)
            current.append(element)
        }
    }

    /// The array that it's at; nil if an element of it was left out.
    var elements: [Digit.Element]? { holes > 0 ? nil : current.map { $0! } }

    /// Goes on to the next one.
    ///
    /// - Returns: Whether there was one.
    mutating func advance() throws -> Bool {
        var place = digits.count - 1
        while place >= 0 {
            let isLast = left[place] == 0
            if isLast {
                digits[place] = domain.places(from: 0)
                left[place] = size
            }
            if current[place] == nil { holes -= 1 }
            current[place] = try digits[place].next()
            if current[place] == nil { holes += 1 }
            left[place] -= 1
            guard isLast else { return true }
            place -= 1
        }
        return false
    }
}
