package io.recaller.flow.yaml;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.recaller.flow.Condition;
import io.recaller.flow.ConditionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compiles conditions over the names of {@link ConditionNames}. The language has no loops without a
 * bound and no way to the outside; size and iterations are limited on top.
 */
public final class Conditions {
    private static final CelOptions LIMITS =
            CelOptions.current()
                    .maxExpressionCodePointSize(2_000)
                    .maxParseRecursionDepth(50)
                    .comprehensionMaxIterations(1_000)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();

    /** How the parser says that it does not understand. */
    private static final Pattern SYNTAX =
            Pattern.compile("token recognition|mismatched|extraneous|no viable|missing '");

    private static final String NAMES = "See docs/flows.md for the names a condition may use";
    private static final List<String> HOURS =
            List.of(ConditionNames.OPEN, ConditionNames.NEXT_OPENING);
    private static final Pattern LITERAL =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final CelType WORDS = MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final CelType ITEM = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private final CelCompiler compiler =
            CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(LIMITS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addVar("trust", SimpleType.INT)
                    .addVar("unknown", SimpleType.INT)
                    .addVar("claimed", SimpleType.INT)
                    .addVar("attested", SimpleType.INT)
                    .addVar("verified", SimpleType.INT)
                    .addVar("known", SimpleType.BOOL)
                    .addVar("fields", WORDS)
                    .addVar("data", WORDS)
                    .addVar("requests", ListType.create(ITEM))
                    .addVar("facts", ListType.create(ITEM))
                    .addVar("now", SimpleType.TIMESTAMP)
                    .addVar("hour", SimpleType.INT)
                    .addVar("weekday", SimpleType.INT)
                    .addVar("language", SimpleType.STRING)
                    .addVar("caller", SimpleType.STRING)
                    .addVar("dialled", SimpleType.STRING)
                    .addVar("status", SimpleType.STRING)
                    .addVar("text", SimpleType.STRING)
                    .addFunctionDeclarations(
                            overHours(ConditionNames.OPEN, SimpleType.BOOL),
                            overHours(ConditionNames.NEXT_OPENING, SimpleType.TIMESTAMP))
                    .setResultType(SimpleType.BOOL)
                    .build();
    private final CelRuntime runtime =
            CelRuntimeFactory.plannerRuntimeBuilder()
                    .setOptions(LIMITS)
                    .addLateBoundFunctions(HOURS)
                    .build();

    /** A function over the name of opening hours. */
    private static CelFunctionDecl overHours(String name, CelType result) {
        return CelFunctionDecl.newFunctionDeclaration(
                name,
                CelOverloadDecl.newGlobalOverload(
                        ConditionNames.overload(name), result, SimpleType.STRING));
    }

    /** A condition does not compile; the message says at which column. */
    public static final class BadConditionException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        BadConditionException(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        /** What to do about it. */
        public String remedy() {
            return remedy;
        }
    }

    public Condition compile(String text) throws BadConditionException {
        var result = compiler.compile(text);
        if (result.hasError()) {
            var first = result.getErrors().getFirst();
            var column = first.getSourceLocation().getColumn() + 1;
            throw new BadConditionException(
                    "at column " + column + ": " + plain(first.getMessage()),
                    remedy(text, first.getMessage()));
        }
        try {
            var ast = result.getAst();
            return new Condition(text, runtime.createProgram(ast), hours(ast));
        } catch (CelValidationException | CelEvaluationException e) {
            var why = String.valueOf(e.getMessage());
            throw new BadConditionException(plain(why), remedy(text, why));
        }
    }

    private String remedy(String text, String why) {
        var meant = meant(text);
        if (!meant.isEmpty()) {
            return "Write it in CEL: " + meant;
        }
        return SYNTAX.matcher(why).find()
                ? "Write it as in hour >= 9 && known: its signs are == != < <= > >= && || ! ( ) in,"
                        + " and texts are in quotes"
                : NAMES;
    }

    /** The names of hours it asks for; they are written out, so that they can be checked. */
    private static List<String> hours(CelAbstractSyntaxTree ast) throws BadConditionException {
        var names = new ArrayList<String>();
        var calls =
                CelNavigableAst.fromAst(ast)
                        .getRoot()
                        .allNodes()
                        .map(CelNavigableExpr::expr)
                        .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL)
                        .map(CelExpr::call)
                        .filter(call -> HOURS.contains(call.function()))
                        .toList();
        for (var call : calls) {
            var argument = call.args().getFirst();
            if (argument.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                throw new BadConditionException(
                        ": "
                                + call.function()
                                + " takes the name of opening hours in quotes, as in "
                                + call.function()
                                + "('support')",
                        NAMES);
            }
            names.add(argument.constant().stringValue());
        }
        return names;
    }

    /** In our words, and without the parser's list of everything that might have followed. */
    private static String plain(String message) {
        return message.replaceFirst(" expecting .*", "")
                .replaceFirst(" \\(candidates: .*", "")
                .replaceAll("'_(\\W+)_'", "'$1'")
                .replaceFirst("(mismatched|extraneous) input '<EOF>'", "it ends too early")
                .replaceFirst(
                        "token recognition error at: '(.*?) *'$", "$1 is no sign of a condition")
                .replaceFirst("(mismatched|extraneous) input ('.*')", "$2 does not belong there")
                .replaceFirst(
                        "no viable alternative at input ('.*')", "it makes no sense from $1 on");
    }

    /** In CEL's words what was written in those of other languages; empty when that is no help. */
    private String meant(String text) {
        var mended = new StringBuilder();
        var literals = LITERAL.matcher(text);
        var from = 0;
        while (literals.find()) {
            mended.append(inCel(text.substring(from, literals.start()))).append(literals.group());
            from = literals.end();
        }
        mended.append(inCel(text.substring(from)));
        var said = mended.toString();
        return said.equals(text) || compiler.compile(said).hasError() ? "" : said;
    }

    private static String inCel(String text) {
        return text.replaceAll("(?i)\\band\\b", "&&")
                .replaceAll("(?i)\\bor\\b", "||")
                .replaceAll("(?i)\\bnot\\s+(?=[\\w(])", "!")
                .replaceAll("\\bclosed\\(", "!open(")
                .replaceAll("\\b(open|next_opening)\\(\\s*([a-z][a-z0-9_-]*)\\s*\\)", "$1('$2')")
                .replace("<>", "!=")
                .replaceAll("(?<![=!<>])=>", ">=")
                .replaceAll("(?<![=!<>])=<", "<=")
                .replaceAll("(?<![=!<>])=(?!=)", "==")
                .replaceAll("(?<!&)&(?!&)", "&&")
                .replaceAll("(?<!\\|)\\|(?!\\|)", "||")
                .replaceAll("\\bTrue\\b|\\bTRUE\\b", "true")
                .replaceAll("\\bFalse\\b|\\bFALSE\\b", "false");
    }
}
