// Where hosts connect back to: ports and addresses of this machine.

// getifaddrs is an extension.
#define _GNU_SOURCE

#include "CRemote.h"

#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int renoir_listen(bool is_ipv6, uint16_t port) {
    int file = socket(is_ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
    if (file < 0) return -1;
    int on = 1;
    struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    struct sockaddr_in ipv4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    int code = is_ipv6 ? setsockopt(file, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) ||
                             bind(file, (struct sockaddr *)&ipv6, sizeof ipv6)
                       : bind(file, (struct sockaddr *)&ipv4, sizeof ipv4);
    if (code != 0 || listen(file, SOMAXCONN) != 0) {
        close(file);
        return -1;
    }
    fcntl(file, F_SETFD, FD_CLOEXEC);
    fcntl(file, F_SETFL, O_NONBLOCK);
    return file;
}

void renoir_turn_away(int listener) {
    int file = accept(listener, NULL, NULL);
    if (file < 0) return;
    // Without a farewell, or the port would rest for a minute and not be there for others.
    struct linger none = {.l_onoff = 1};
    setsockopt(file, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close(file);
}

void renoir_own_addresses(bool is_ipv6, char *text, size_t size) {
    text[0] = 0;
    struct ifaddrs *first;
    if (getifaddrs(&first) != 0) return;
    size_t filled = 0;
    for (struct ifaddrs *next = first; next; next = next->ifa_next) {
        const struct sockaddr *address = next->ifa_addr;
        if (!address || !(next->ifa_flags & IFF_UP) || next->ifa_flags & IFF_LOOPBACK) continue;
        if (address->sa_family != (is_ipv6 ? AF_INET6 : AF_INET)) continue;
        // Those of one link mean nothing without the name of the link.
        if (is_ipv6 && IN6_IS_ADDR_LINKLOCAL(&((const struct sockaddr_in6 *)address)->sin6_addr)) continue;
        socklen_t length = is_ipv6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
        char name[64];
        if (getnameinfo(address, length, name, sizeof name, NULL, 0, NI_NUMERICHOST) != 0) continue;
        int count = snprintf(text + filled, size - filled, "%s\n", name);
        if (count < 0 || (size_t)count >= size - filled) break;
        filled += (size_t)count;
    }
    text[filled] = 0;
    freeifaddrs(first);
}
