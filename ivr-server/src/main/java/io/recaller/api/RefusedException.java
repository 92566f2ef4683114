package io.recaller.api;

/** A request is refused for a reason that has its answer already. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.slug());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
