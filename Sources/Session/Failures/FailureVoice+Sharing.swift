internal import Records
internal import Threading
package import Transport

extension FailureVoice {
    /// Where the word of a rank is that it would share.
    private struct Offer {
        var host: String
        var address: SharedArena.Address?
    }

    /// Collective: lets the ranks of each host have one voice, that of the lowest of them. A rank that can't see it keeps
    /// its own.
    ///
    /// The first thing that ranks do together: from then on failures can happen that several of them notice.
    package static func share(on network: any Network, timeoutSeconds: Int) {
        let own = SharedArena(blocks: 0)
        let offer = Offer(host: HostName.current, address: own?.address)
        let handshake = Handshake(network: network, timeoutSeconds: timeoutSeconds, meetingPlace: "")
        // If ranks don't reach each other, their first epoch says so.
        guard let round = try? handshake.exchange(encode(offer), timeoutSeconds) else { return }
        var offers: [Offer] = []
        for rank in 0..<network.size {
            guard let other = rank == network.rank ? offer : decode(round.payload(from: rank)) else { return }
            offers.append(other)
        }
        guard let first = offers.firstIndex(where: { $0.host == offer.host && $0.address != nil }),
            let arena = first == network.rank
                ? own : offers[first].address.flatMap({ SharedArena(attachedTo: $0, blocks: 0) })
        else { return }
        share(arena, place: Set(offers[..<first].map(\.host)).subtracting([offer.host]).count)
    }

    private static func encode(_ offer: Offer) -> [UInt8] {
        var writer = WireWriter(target: 256)
        writer.store(offer.address?.process ?? 0)
        writer.store(offer.address?.descriptor ?? 0)
        writer.store(offer.address?.name ?? 0)
        writer.store(string: offer.host)
        let bytes = writer.written
        defer { bytes.deallocate() }
        return Array(bytes)
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer) -> Offer? {
        var reader = WireReader(bytes, records: 1)
        do {
            let address = SharedArena.Address(
                process: try reader.load(Int32.self), descriptor: try reader.load(Int32.self),
                name: try reader.load(UInt64.self))
            return Offer(host: try reader.loadString(), address: address.name == 0 ? nil : address)
        } catch {
            return nil
        }
    }
}
