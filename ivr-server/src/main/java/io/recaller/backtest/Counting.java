package io.recaller.backtest;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The policies that need no model: who reads by what was counted. */
final class Counting {
    private Counting() {}

    /** The order by frequency of the warm-up, for ever. */
    static Rule designer(int options) {
        return new Rule() {
            @Override
            public int[] order(LoggedContact contact) {
                return IntStream.range(0, options).toArray();
            }

            @Override
            public void learn(LoggedContact contact) {}
        };
    }

    /** What was contacted about most, by everybody and until now. */
    static Rule popularity(int options) {
        return new Scored(options, Habit.NONE);
    }

    /** What this customer contacted about last comes first; the rest by popularity. */
    static Rule mostRecent(int options) {
        return new Scored(options, Habit.RECENCY);
    }

    /** What this customer contacted about most comes first; the rest by popularity. */
    static Rule personal(int options) {
        return new Scored(options, Habit.FREQUENCY);
    }

    /** The best order once the contact is known: nobody can do better. */
    static Rule oracle(int options) {
        return new Rule() {
            @Override
            public int[] order(LoggedContact contact) {
                return IntStream.concat(
                                IntStream.of(contact.option()),
                                IntStream.range(0, options)
                                        .filter(option -> option != contact.option()))
                        .toArray();
            }

            @Override
            public void learn(LoggedContact contact) {}
        };
    }

    private enum Habit {
        NONE,
        RECENCY,
        FREQUENCY
    }

    /** By own score, then by popularity, then as designed. */
    private static final class Scored implements Rule {
        private final int options;
        private final Habit habit;
        private final double[] popularity;
        private final double[] nothing;
        private final Map<Integer, double[]> own = new HashMap<>();
        private int contacts;

        Scored(int options, Habit habit) {
            this.options = options;
            this.habit = habit;
            this.popularity = new double[options];
            this.nothing = new double[options];
        }

        @Override
        public int[] order(LoggedContact contact) {
            var his = own.getOrDefault(contact.customer(), nothing);
            return IntStream.range(0, options)
                    .boxed()
                    .sorted((one, other) -> {
                        var byOwn = Double.compare(his[other], his[one]);
                        return byOwn != 0
                                ? byOwn
                                : Double.compare(popularity[other], popularity[one]);
                    })
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        @Override
        public void learn(LoggedContact contact) {
            contacts++;
            popularity[contact.option()]++;
            switch (habit) {
                case NONE -> {}
                case RECENCY -> his(contact)[contact.option()] = contacts;
                case FREQUENCY -> his(contact)[contact.option()]++;
            }
        }

        private double[] his(LoggedContact contact) {
            return own.computeIfAbsent(contact.customer(), _ -> new double[options]);
        }
    }
}
