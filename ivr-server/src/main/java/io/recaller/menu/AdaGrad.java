package io.recaller.menu;

import java.util.Arrays;

/**
 * Numbers that learn from gradients, each at its own slowing pace (Duchi, Hazan and Singer 2011).
 * Not thread-safe.
 */
final class AdaGrad {
    private double[] values;
    private double[] squares;

    private AdaGrad(double[] values, double[] squares) {
        this.values = values;
        this.squares = squares;
    }

    static AdaGrad zeros(int size) {
        var squares = new double[size];
        Arrays.fill(squares, 1);
        return new AdaGrad(new double[size], squares);
    }

    /**
     * From values and squares, one after the other, as {@link #kept} gave them.
     *
     * @param least as many numbers at least: those that are new since then are 0
     */
    static AdaGrad of(double[] kept, int least) {
        var half = kept.length / 2;
        var read = zeros(Math.max(half, least));
        System.arraycopy(kept, 0, read.values, 0, half);
        System.arraycopy(kept, half, read.squares, 0, half);
        return read;
    }

    double[] kept() {
        var kept = Arrays.copyOf(values, values.length * 2);
        System.arraycopy(squares, 0, kept, values.length, squares.length);
        return kept;
    }

    /** One of the numbers with its square. */
    double[] kept(int i) {
        return new double[] {values[i], squares[i]};
    }

    void read(int i, double[] kept) {
        values[i] = kept[0];
        squares[i] = kept[1];
    }

    AdaGrad copy() {
        return new AdaGrad(values.clone(), squares.clone());
    }

    double get(int i) {
        return values[i];
    }

    void set(int i, double value) {
        values[i] = value;
    }

    /** Up the gradient. */
    void learn(int i, double gradient, double step) {
        squares[i] += gradient * gradient;
        values[i] += step * gradient / StrictMath.sqrt(squares[i]);
    }

    /** With one more number. */
    void add(double value) {
        values = Arrays.copyOf(values, values.length + 1);
        squares = Arrays.copyOf(squares, squares.length + 1);
        values[values.length - 1] = value;
        squares[squares.length - 1] = 1;
    }
}
