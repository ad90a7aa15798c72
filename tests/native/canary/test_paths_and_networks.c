/* test_paths_and_networks.c: paths and addresses are found in every kind of string, and texts that only look
 * like them are not. */
#include "plant.h"
#include "rows.h"

/* ---- Paths ---- */

#define HOME(text) SAMPLE("home_path", text)

static const struct sample HOME_PATHS[] = {
    HOME("/Users/alice"),
    HOME("/home/bob"),
    HOME("/home/b"),
    HOME("/home/bob/.config/mcp"),
    HOME("/Users/alice/Library/Application Support"),
    /* as written, anywhere */
    HOME("x/Users/alice"),
    HOME("see-/home/bob"),
    HOME("mnt/home/bob"),
    /* in any case and with any slash, where a path begins */
    HOME("/users/alice"),
    HOME("/USERS/ALICE"),
    HOME("/HOME/bob"),
    HOME("\\Users\\alice"),
    HOME("\\home\\bob"),
    HOME("\\users/alice"),
    HOME("at /users/alice"),
    HOME("at\t\\users\\alice"),
    HOME("\"/users/alice\""),
    HOME("'/users/alice'"),
    HOME("HOME=/users/alice"),
    HOME("home:/users/alice"),
    HOME("(/users/alice)"),
    HOME("[/users/alice]"),
    HOME("<\\Users\\alice>"),
    HOME("a,/users/alice"),
    HOME("a;/users/alice"),
    /* after a drive, a scheme or a mount point */
    HOME("C:\\Users\\alice"),
    HOME("c:/users/alice"),
    HOME("file:/users/alice"),
    HOME("file:///home/bob"),
    /* names of all kinds */
    HOME("/home/\xC3\xBCnal"),
    HOME("/Users/\xE5\xBC\xA0\xE4\xB8\x89/x"),
    HOME("/home/2pac"),
    HOME("/home/_svc"),
    HOME("/home/.x"),
    HOME("/home/bob smith"),
};

static const struct sample NO_HOME_PATHS[] = {
    HOME("/Users/"),
    HOME("/home/"),
    HOME("/home"),
    HOME("/Users"),
    HOME("/homes/bob"),
    HOME("/Usersalice"),
    HOME("home/bob"),
    HOME("Users/alice"),
    HOME("/api/v1/admin/users/{id}/enable"),
    HOME("/api/users/alice"),
    HOME("x\\users\\alice"),
    HOME("a/HOME/bob"),
    HOME("the users / homes"),
    HOME("/home /bob"),
};

#define ROOT(text) SAMPLE("root_path", text)

static const struct sample ROOT_PATHS[] = {
    ROOT("/root"),
    ROOT("/root/x"),
    ROOT("in /root"),
    ROOT("/root, too"),
    ROOT("/tmp/x"),
    ROOT("/TMP/x"),
    ROOT("=/tmp/x"),
    ROOT("/var/tmp"),
    ROOT("/var/tmp/x"),
    ROOT("/var/folders"),
    ROOT("/var/folders/zz/x"),
    ROOT("/private/tmp"),
    ROOT("/private/var/folders/x"),
    ROOT("/run/user/1000"),
    ROOT("/run/user/1000/x"),
    ROOT("/dev/shm"),
    ROOT("/dev/shm/x"),
    ROOT("/mnt/x"),
    ROOT("/mnt/c/users/alice"),
    ROOT("/Volumes/disk/users/alice"),
};

static const struct sample NO_ROOT_PATHS[] = {
    ROOT("/roots"),     ROOT("/rooted/x"),     ROOT("/api/root"),     ROOT("x/root"),      ROOT("/tmpfile"),
    ROOT("api/tmp/x"),  ROOT("/var/tmpfiles"), ROOT("/var/foldersx"), ROOT("/privates/x"), ROOT("/run/users"),
    ROOT("/dev/shmem"), ROOT("/mntx"),         ROOT("/a/mnt/x"),      ROOT("root"),
};

#define DRIVE(text) SAMPLE("drive_path", text)
#define SHARE(text) SAMPLE("unc_path", text)

static const struct sample WINDOWS_PATHS[] = {
    DRIVE("C:\\"),
    DRIVE("c:/"),
    DRIVE("C:\\x"),
    DRIVE("z:/x/y"),
    DRIVE("at D:\\Data"),
    DRIVE("(E:\\x)"),
    DRIVE("\"C:\\Program Files\\x\""),
    DRIVE("=C:/x"),
    SHARE("\\\\host\\share"),
    SHARE("at \\\\host\\share\\x"),
    SHARE("\\\\10.0.0.9\\c$"),
    SHARE("\\\\?\\C:\\x"),
    SHARE("DOMAIN\\alice"),
    SHARE("CORP\\alice.smith"),
    SHARE("as ACME\\bob"),
    SHARE("ACME\\nina"),
};

static const struct sample NO_WINDOWS_PATHS[] = {
    DRIVE("http:/"),   DRIVE("ab:\\x"),   DRIVE("1:\\x"),       DRIVE("C:x"),
    DRIVE("C: \\"),    DRIVE("12:/30"),   DRIVE("C:"),          SHARE("\\"),
    SHARE("\\\\"),     SHARE("\\\\host"), SHARE("\\\\host "),   SHARE("a \\ b"),
    SHARE("DOMAIN\\"), SHARE("\\alice"),  SHARE("text\\nline"), SHARE("caf\\u00e9"),
};

#define VARIABLE(text) SAMPLE("env_path", text)

static const struct sample VARIABLES[] = {
    VARIABLE("%USERPROFILE%"), VARIABLE("%APPDATA%\\x"), VARIABLE("%TEMP%"),   VARIABLE("%userprofile%"),
    VARIABLE("$HOME"),         VARIABLE("$USER"),        VARIABLE("$HOME/x"),  VARIABLE("${HOME}"),
    VARIABLE("${USER}-box"),   VARIABLE("$TMPDIR"),      VARIABLE("$MY_VAR"),  VARIABLE("~"),
    VARIABLE("~/x"),           VARIABLE("~alice"),       VARIABLE("~alice/x"), VARIABLE("in ~/x"),
    VARIABLE("=~/x"),          VARIABLE("(~bob)"),       VARIABLE("~\\x"),
};

static const struct sample NO_VARIABLES[] = {
    VARIABLE("100%"), VARIABLE("50% of 60%"), VARIABLE("%"),        VARIABLE("%%"), VARIABLE("5$"),
    VARIABLE("$5"),   VARIABLE("$5.50"),      VARIABLE("US$100"),   VARIABLE("$"),  VARIABLE("a~b"),
    VARIABLE("x~"),   VARIABLE("~5 servers"), VARIABLE("a/~alice"),
};

/* ---- The network ---- */

#define URL(text) SAMPLE("url", text)
#define MAIL(text) SAMPLE("email", text)

static const struct sample URLS[] = {
    URL("https://x"),
    URL("http://example.com"),
    URL("ftp://host/x"),
    URL("HTTPS://EXAMPLE.COM"),
    URL("see ws://h:1"),
    URL("postgres://u:p@db/x"),
    URL("mailto:alice@example.com"),
    URL("data:text/plain;base64,QUJD"),
    URL("data:,hello"),
    URL("example.com:8080"),
    URL("example.com/path"),
    URL("at api.example.org:443"),
    URL("sub.example.co.uk/x?y"),
    URL("alice:pass@host"),
    URL("git@example.com:a/b"),
};

static const struct sample NO_URLS[] = {
    URL("server.rb:14:in"),
    URL("app.tsx:22"),
    URL("12:00:00"),
    URL("10:30"),
    URL("a:b"),
    URL("://"),
    URL("http:"),
    URL("http:// "),
    URL("{id:[0-9]+}"),
    URL("/api/v1/servers/{id:[0-9]+}"),
    URL("1.5/2"),
    URL("and/or"),
    URL("data: 5"),
    URL("mail to: all"),
    URL("v1.2:3"),
    URL("ratio 1.2:30"),
};

static const struct sample MAILS[] = {
    MAIL("alice@example.com"),
    MAIL("a@b.io"),
    MAIL("a.b+tag@x.example.org"),
    MAIL("<alice@example.com>"),
    MAIL("by alice@example.com."),
    MAIL("ALICE@EXAMPLE.COM"),
    MAIL("\xC3\xA4nne@ex\xC3\xA4mple.de"),
    MAIL("\xE7\x94\xA8\xE6\x88\xB7@\xE4\xBE\x8B\xE5\xAD\x90.\xE5\x85\xAC\xE5\x8F\xB8"),
    MAIL("o'neil@example.com"),
    MAIL("a_b-c@ex-ample.com"),
};

static const struct sample NO_MAILS[] = {
    MAIL("@alice"),          MAIL("alice@"), MAIL("a@b"),     MAIL("alice @ example"), MAIL("@scope/pkg.js"),
    MAIL("x@.com"),          MAIL("x@y."),   MAIL("go@1.24"), MAIL("pkg@1.2.3"),       MAIL("@"),
    MAIL("alice@localhost"),
};

#define HOST(text) SAMPLE("host_name", text)

static const struct sample HOSTS[] = {
    HOST("nas.local"),
    HOST("alices-mbp.local"),
    HOST("srv1.lan"),
    HOST("db.internal"),
    HOST("x.corp"),
    HOST("pc.home"),
    HOST("box.tail1234.ts.net"),
    HOST("api.default.svc.cluster.local"),
    HOST("NAS.LOCAL"),
    HOST("at nas.local."),
    HOST("(nas.local)"),
    HOST("DESKTOP-7G2K4LQ"),
    HOST("desktop-7g2k4lq"),
    HOST("LAPTOP-4QK2V8J1"),
    HOST("WIN-3F9K2LQ8P1A"),
    HOST("ip-10-0-0-12"),
    HOST("ip-172-31-9-200.ec2"),
    HOST("localhost"),
    HOST("on localhost"),
};

static const struct sample NO_HOSTS[] = {
    HOST("local"),        HOST(".local"),      HOST("nas.locals"),    HOST("nas.local1"),
    HOST("localhosts"),   HOST("mylocalhost"), HOST("localhost-mcp"), HOST("desktop-commander"),
    HOST("laptop-stand"), HOST("win-win"),     HOST("ip-10-0-0"),     HOST("ip-a-b-c-d"),
    HOST("desktop"),      HOST("homecorp"),    HOST("a lan party"),
};

static const struct sample HOST_CLIENTS[] = {
    HOST("alices-mbp.local"), HOST("nas.lan"),      HOST("desktop-7g2k4lq"), HOST("laptop-4qk2v8j1"),
    HOST("win-3f9k2lq8p1a"),  HOST("ip-10-0-0-12"), HOST("localhost"),
};

#define IPV4(text) SAMPLE("ipv4", text)
#define IPV6(text) SAMPLE("ipv6", text)
#define MAC(text) SAMPLE("mac", text)

static const struct sample ADDRESSES[] = {
    IPV4("10.0.0.12"),
    IPV4("0.0.0.0"),
    IPV4("255.255.255.255"),
    IPV4("at 192.168.1.7:8080"),
    IPV4("(8.8.8.8)"),
    IPV4("8.8.8.8."),
    IPV4("a,8.8.8.8,b"),
    IPV4("127.0.0.1"),
    IPV4("172.16.254.1/12"),
    IPV6("fe80::1"),
    IPV6("::1"),
    IPV6("2001:db8::8a2e:370:7334"),
    IPV6("2001:0db8:0000:0000:0000:8a2e:0370:7334"),
    IPV6("::ffff:10.0.0.1"),
    IPV6("[2001:db8::1]:443"),
    IPV6("at FE80::A1B2."),
    IPV6("2001:db8::"),
    IPV6("fe80::1%eth0"),
    IPV6("2001:db8:0:0:1:0:0:1"),
    IPV6("64:ff9b::192.0.2.33"),
    MAC("00:1a:2b:3c:4d:5e"),
    MAC("00-1A-2B-3C-4D-5E"),
    MAC("001a.2b3c.4d5e"),
    MAC("at AA:BB:CC:DD:EE:FF,"),
    MAC("(aa:bb:cc:dd:ee:ff)"),
};

static const struct sample NO_ADDRESSES[] = {
    IPV4("1.2.3"),
    IPV4("1.2.3.4.5"),
    IPV4("256.1.1.1"),
    IPV4("1.2.3.256"),
    IPV4("1.2.3.4a"),
    IPV4("a1.2.3.4"),
    IPV4("1..2.3"),
    IPV4("v1.2.3-alpha.1.2.3.4"),
    IPV4("rider-2025.1.3.2"),
    IPV4("1.2.3.-4"),
    IPV6("::"),
    IPV6("12:00:00"),
    IPV6("a::"),
    IPV6("1:2:3:4:5:6:7"),
    IPV6("1:2:3:4:5:6:7:8:9"),
    IPV6("1::2::3"),
    IPV6("12345::1"),
    IPV6("g::1"),
    IPV6(":::"),
    IPV6("std::move"),
    IPV6("a:b:c"),
    IPV6("1:2:3:4:5:6:7:"),
    IPV6("fe80::1::"),
    IPV6("{id:[0-9]+}"),
    MAC("00:1a:2b:3c:4d"),
    MAC("00:1a:2b:3c:4d:5e:6f"),
    MAC("00-1A-2B:3C-4D-5E"),
    MAC("0g:1a:2b:3c:4d:5e"),
    MAC("12:00:00"),
    MAC("001a.2b3c"),
    MAC("00-1A-2B-3C-4D-5E-6F"),
};

static const struct sample ADDRESS_CLIENTS[] = {
    IPV4("10.0.0.12"),
    IPV4("192.168.1.7"),
    MAC("00-1a-2b-3c-4d-5e"),
    MAC("001a.2b3c.4d5e"),
};

int main(void) {
  return RUN_ROWS(HOME_PATHS, found_where_strange) + RUN_ROWS(NO_HOME_PATHS, not_found) +
         RUN_ROWS(ROOT_PATHS, found_where_strange) + RUN_ROWS(NO_ROOT_PATHS, not_found) +
         RUN_ROWS(WINDOWS_PATHS, found_where_strange) + RUN_ROWS(NO_WINDOWS_PATHS, not_found) +
         RUN_ROWS(VARIABLES, found_where_strange) + RUN_ROWS(NO_VARIABLES, not_found) +
         RUN_ROWS(URLS, found_where_strange) + RUN_ROWS(NO_URLS, not_found) +
         RUN_ROWS(MAILS, found_where_strange) + RUN_ROWS(NO_MAILS, not_found) +
         RUN_ROWS(HOSTS, found_where_strange) + RUN_ROWS(NO_HOSTS, not_found) +
         RUN_ROWS(HOST_CLIENTS, found_in_name) + RUN_ROWS(ADDRESSES, found_where_strange) +
         RUN_ROWS(NO_ADDRESSES, not_found) + RUN_ROWS(ADDRESS_CLIENTS, found_in_name);
}
