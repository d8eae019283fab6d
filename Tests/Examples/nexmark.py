"""NEXMark's answers, computed from its events one after the other: python3 nexmark.py EVENTS QUERY prints what QUERY should, sorted.

The definitions are those of docs/nexmark.md; nothing here knows the engine.
"""

import collections
import json
import sys

PERSONS, AUCTIONS, BIDS = [], [], []
with open(sys.argv[1], encoding="utf-8") as events:
    for line in events:
        event = json.loads(line)
        (kind, fields), = event.items()
        {"person": PERSONS, "auction": AUCTIONS, "bid": BIDS}[kind].append(fields)


def q0():
    return BIDS


def q1():
    return [{**bid, "price": bid["price"] * 908 // 1000} for bid in BIDS]


def q2():
    return [{"auction": bid["auction"], "price": bid["price"]} for bid in BIDS if bid["auction"] % 123 == 0]


def q3():
    for person in PERSONS:
        for auction in AUCTIONS:
            if auction["category"] == 10 and auction["seller"] == person["id"] and person["state"] in ("OR", "ID", "CA"):
                yield {"name": person["name"], "city": person["city"], "state": person["state"], "auction": auction["id"]}


def winners():
    bids = collections.defaultdict(list)
    for bid in BIDS:
        bids[bid["auction"]].append(bid)
    for auction in AUCTIONS:
        valid = [
            bid for bid in bids[auction["id"]]
            if auction["dateTime"] <= bid["dateTime"] < auction["expires"] and bid["price"] >= auction["reserve"]
        ]
        if valid:
            yield auction, max(valid, key=lambda bid: (bid["price"], -bid["dateTime"]))["price"]


def q4():
    prices = collections.defaultdict(list)
    for auction, price in winners():
        prices[auction["category"]].append(price)
    return [{"category": category, "average": sum(all_) // len(all_)} for category, all_ in prices.items()]


def q5():
    counts = collections.defaultdict(collections.Counter)
    for bid in BIDS:
        end = bid["dateTime"] // 2000 * 2000 + 2000
        while end - 10000 <= bid["dateTime"]:
            counts[end][bid["auction"]] += 1
            end += 2000
    for end, auctions in counts.items():
        most = max(auctions.values())
        for auction, count in auctions.items():
            if count == most:
                yield {"windowEnd": end, "auction": auction, "count": count}


def q6():
    sold = collections.defaultdict(list)
    for auction, price in winners():
        sold[auction["seller"]].append((auction["expires"], auction["id"], price))
    for seller, auctions in sold.items():
        last = [price for _, _, price in sorted(auctions)[-10:]]
        yield {"seller": seller, "average": sum(last) // len(last)}


def q7():
    windows = collections.defaultdict(list)
    for bid in BIDS:
        windows[bid["dateTime"] // 10000 * 10000 + 10000].append(bid)
    for end, bids in windows.items():
        highest = max(bid["price"] for bid in bids)
        for bid in bids:
            if bid["price"] == highest:
                yield {"windowEnd": end, "auction": bid["auction"], "bidder": bid["bidder"], "price": bid["price"]}


def q8():
    opened = {(auction["seller"], auction["dateTime"] // 10000) for auction in AUCTIONS}
    for person in PERSONS:
        window = person["dateTime"] // 10000
        if (person["id"], window) in opened:
            yield {"windowEnd": window * 10000 + 10000, "id": person["id"], "name": person["name"]}


for line in sorted(json.dumps(answer) for answer in globals()[sys.argv[2]]()):
    print(line)
