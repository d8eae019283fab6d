import RenoirDomains

@main struct Reachable { static func main() {} }
