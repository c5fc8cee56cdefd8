package dev.tufa.conformance.faults;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;

/** One request to an {@link Http2Server}, and the stream to answer it on. */
public final class Http2Exchange {
    private final Stream stream;
    private final MetaData.Request request;

    Http2Exchange(Stream stream, HeadersFrame frame) {
        this.stream = stream;
        this.request = (MetaData.Request) frame.getMetaData();
    }

    /** What was asked for. */
    String path() {
        return request.getHttpURI().getPathQuery();
    }

    /** The value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHttpFields().get(name));
    }

    /** Sends a whole answer with its length. */
    public void send(int status, byte[] body, String... fields) throws IOException {
        HttpFields.Mutable headers = fields(fields);
        headers.put("Content-Length", body.length);
        sendHeaders(status, headers, false);
        data(body, true);
    }

    /** Sends headers, one after the other name and value, and nothing more. */
    public void headers(int status, String... fields) throws IOException {
        sendHeaders(status, fields(fields), false);
    }

    private static HttpFields.Mutable fields(String... namesAndValues) {
        HttpFields.Mutable fields = HttpFields.build();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private void sendHeaders(int status, HttpFields fields, boolean last) throws IOException {
        MetaData.Response response = new MetaData.Response(status, null, HttpVersion.HTTP_2, fields);
        await(stream.headers(new HeadersFrame(stream.getId(), response, null, last)));
    }

    /** Sends a frame of data; waits for the client to want it. */
    public void data(byte[] bytes, boolean last) throws IOException {
        await(stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(bytes), last)));
    }

    /** Sends the same frame again and again until the client has had enough. */
    void dataForEver(byte[] bytes, long pauseMillis) throws IOException {
        while (!stream.isReset() && !stream.getSession().isClosed()) {
            data(bytes, false);
            if (pauseMillis > 0) {
                Exchange.sleep(pauseMillis);
            }
        }
    }

    /** Says nothing more. */
    void stall() {
        // whatever comes is not answered
    }

    /** Breaks the stream off. */
    void reset() throws IOException {
        await(stream.reset(new ResetFrame(stream.getId(), ErrorCode.INTERNAL_ERROR.code)));
    }

    /** Ends the whole connection. */
    void hangUp() {
        stream.getSession()
                .close(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, "enough", org.eclipse.jetty.util.Callback.NOOP);
    }

    private static void await(Future<?> sent) throws IOException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IOException("the client has gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
