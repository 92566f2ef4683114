package io.recaller.backtest.log;

import io.recaller.contact.Channel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * The rows of a log in the order of time, 25 bytes each beside the names: millions fit in memory.
 * Times are kept to the microsecond. Immutable once read.
 */
final class LogRows extends AbstractList<ContactLog.Row> implements RandomAccess {
    private static final List<Channel> CHANNELS = List.of(Channel.values());

    private final Columns columns;

    /** Places in the columns by time; empty when they are in that order. */
    private final int[] order;

    private LogRows(Columns columns) {
        this.columns = columns;
        this.order = columns.isInOrder() ? new int[0] : byTime(columns.times, columns.size);
    }

    static LogRows of(List<ContactLog.Row> rows) {
        var filling = new Filling(rows.size());
        rows.forEach(row ->
                filling.add(row.line(), row.at(), row.customer(), row.channel(), row.topic()));
        return filling.done();
    }

    /** The order of equal times stays: a stable merge from short runs to long ones. */
    private static int[] byTime(long[] times, int size) {
        var from = IntStream.range(0, size).toArray();
        var to = new int[size];
        for (long run = 1; run < size; run *= 2) {
            for (long start = 0; start < size; start += 2 * run) {
                var middle = (int) Math.min(start + run, size);
                var end = (int) Math.min(start + 2 * run, size);
                merge(times, from, to, (int) start, middle, end);
            }
            var merged = to;
            to = from;
            from = merged;
        }
        return from;
    }

    private static void merge(long[] times, int[] from, int[] to, int start, int middle, int end) {
        var left = start;
        var right = middle;
        for (var at = start; at < end; at++) {
            var takesLeft =
                    left < middle && (right >= end || times[from[left]] <= times[from[right]]);
            to[at] = takesLeft ? from[left++] : from[right++];
        }
    }

    @Override
    public ContactLog.Row get(int index) {
        if (index < 0 || index >= columns.size) {
            throw new IndexOutOfBoundsException(index);
        }
        return columns.row(order.length == 0 ? index : order[index]);
    }

    @Override
    public int size() {
        return columns.size;
    }

    /** The rows as they are read, one array a column. */
    private static final class Columns {
        private long[] times;
        private int[] lines;
        private int[] customers;
        private int[] topics;
        private byte[] channels;
        private final List<String> customerNames = new ArrayList<>();
        private final List<String> topicNames = new ArrayList<>();
        private int size;

        Columns(int room) {
            times = new long[room];
            lines = new int[room];
            customers = new int[room];
            topics = new int[room];
            channels = new byte[room];
        }

        void grow() {
            var room = Math.max(16, times.length * 2);
            times = Arrays.copyOf(times, room);
            lines = Arrays.copyOf(lines, room);
            customers = Arrays.copyOf(customers, room);
            topics = Arrays.copyOf(topics, room);
            channels = Arrays.copyOf(channels, room);
        }

        boolean isInOrder() {
            return IntStream.range(1, size).allMatch(row -> times[row - 1] <= times[row]);
        }

        ContactLog.Row row(int place) {
            return new ContactLog.Row(
                    lines[place],
                    Instant.EPOCH.plus(times[place], ChronoUnit.MICROS),
                    customerNames.get(customers[place]),
                    CHANNELS.get(channels[place]),
                    topicNames.get(topics[place]));
        }
    }

    /** Takes rows in any order. Used once. */
    static final class Filling {
        private final Columns columns;
        private final Map<String, Integer> customers = new HashMap<>();
        private final Map<String, Integer> topics = new HashMap<>();

        /**
         * An empty one.
         *
         * @param room how many rows there may be
         */
        Filling(int room) {
            this.columns = new Columns(room);
        }

        /** Topics that differ in capitals are one, written as the first time. */
        void add(int line, Instant at, String customer, Channel channel, String topic) {
            if (columns.size == columns.times.length) {
                columns.grow();
            }
            var row = columns.size++;
            columns.times[row] = ChronoUnit.MICROS.between(Instant.EPOCH, at);
            columns.lines[row] = line;
            columns.channels[row] = (byte) CHANNELS.indexOf(channel);
            columns.customers[row] = place(customers, columns.customerNames, customer, customer);
            columns.topics[row] =
                    place(topics, columns.topicNames, topic.toLowerCase(Locale.ROOT), topic);
        }

        private static int place(
                Map<String, Integer> places, List<String> names, String key, String name) {
            return places.computeIfAbsent(
                    key,
                    _ -> {
                        names.add(name);
                        return names.size() - 1;
                    });
        }

        LogRows done() {
            return new LogRows(columns);
        }
    }
}
