/** The TUF client: brings metadata up to date, finds targets and downloads them, over ports that can be replaced. */
module dev.tufa.tuf.client {
    requires static java.net.http;
    requires static org.jspecify;
    requires transitive dev.tufa.tuf.core;

    exports dev.tufa.tuf;
    exports dev.tufa.tuf.client;
    exports dev.tufa.tuf.client.file;
    exports dev.tufa.tuf.client.http;
    exports dev.tufa.tuf.client.multi;
}
