/// A domain that is closed under renaming: what becomes of an element when atoms of one colour change places is an element too.
///
/// Such a domain falls into classes of elements that differ by the names of atoms only, and has one ``canonicalForms()`` for each.
/// Domains composed of these by products, unions, sequences, subsets, mappings and permutations are such; a map or a filter is not.
public protocol SymmetricDomain: Domain {
    /// How elements are made of atoms.
    var shape: Shape { get }

    /// Makes elements of the numbers that its shape asks for.
    ///
    /// - Returns: What reads an element; it's called for many, so what they share is made before.
    func decoder() -> FormDecoder<Element>

    /// An element as a value without type.
    func structure(of element: Element) -> Structure
}
