import RenoirDomains
import Testing

@Suite struct StructureTests {
    private func a(_ index: Int) -> Atom { Atom("a", index) }
    private func b(_ index: Int) -> Atom { Atom("b", index) }

    @Test func tuple_getsAtomsInTheOrderOfTheirFirstPlaces() {
        #expect(canonize((a(900), a(0), a(1), a(1), 100)) == (a(0), a(1), a(2), a(2), 100))
        #expect(canonize((b(5), a(3), b(5))) == (b(0), a(0), b(0)))
        #expect(canonize([[a(4), a(2)], [a(2)]]) == [[a(0), a(1)], [a(1)]])
    }

    @Test func set_hasTheLeastForm() {
        #expect(
            canonize(Set([[a(7), a(3)], [a(3), a(7)], [a(3), a(3)]])) == [[a(0), a(0)], [a(0), a(1)], [a(1), a(0)]])
        #expect(canonize([a(2): b(9), a(1): b(9)]) == [a(0): b(0), a(1): b(0)])
    }

    /// All renamings are tried.
    @Test func canonicalForm_isTheLeastOfAllImages() throws {
        let atoms = [Atoms(3, "a"), Atoms(2, "b")]
        var generator = CounterGenerator(seed: 5, sample: 1)
        func random(_ depth: Int) -> Structure {
            switch generator.next(below: depth == 0 ? 3 : 6) {
            case 0: .atom(a(generator.next(below: 3)))
            case 1: .atom(b(generator.next(below: 2)))
            case 2: .int(generator.next(below: 2))
            case 3: .tuple((0..<generator.next(below: 4)).map { _ in random(depth - 1) })
            case 4: Structure(set: (0..<generator.next(below: 4)).map { _ in random(depth - 1) })
            default:
                Structure(
                    map: Set((0..<generator.next(below: 3)).map { _ in random(depth - 1) }).map {
                        ($0, random(depth - 1))
                    })
            }
        }
        for _ in 0..<300 {
            let value = random(3)
            let images = value.images(in: atoms)
            #expect(value.canonical == images[0], "\(value)")
            for image in images.prefix(20) { #expect(image.isIsomorphic(to: value)) }
            #expect(images.count { $0.isCanonical } == 1)
        }
    }

    @Test func images_areThoseOfAllAtoms() {
        let images = expand([a(1), a(2)], in: Atoms(3))
        #expect(images == [[a(0), a(1)], [a(0), a(2)], [a(1), a(0)], [a(1), a(2)], [a(2), a(0)], [a(2), a(1)]])
        #expect(expand([a(1), a(2)], in: Atoms(3)).allSatisfy { isIsomorphic($0, [a(1), a(2)]) })
        #expect(!isIsomorphic([a(1), a(2)], [a(1), a(1)]))
    }

    @Test func order_isTotal() {
        let values: [Structure] = [
            .none, .bool(false), .bool(true), .int(-1), .int(2), .string("a"), .string("b"), .atom(a(0)), .atom(a(1)),
            .atom(b(0)), .tuple([]), .tuple([.int(9)]), .tuple([.int(1), .int(1)]), .set([]), .set([.int(1)]),
            .set([.int(0), .int(1)]), Structure(map: []), Structure(map: [(.int(1), .int(2))]),
        ]
        #expect(values.shuffled().sorted() == values)
    }
}
