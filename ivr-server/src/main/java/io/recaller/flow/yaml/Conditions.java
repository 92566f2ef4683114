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
import java.util.Optional;
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

        private final String meant;

        BadConditionException(String message, String meant) {
            super(message);
            this.meant = meant;
        }

        /** The condition as it was meant, where that is clear; else empty. */
        public Optional<String> meant() {
            return meant.isEmpty() ? Optional.empty() : Optional.of(meant);
        }
    }

    public Condition compile(String text) throws BadConditionException {
        var result = compiler.compile(text);
        if (result.hasError()) {
            var first = result.getErrors().getFirst();
            var column = first.getSourceLocation().getColumn() + 1;
            throw new BadConditionException(
                    "at column " + column + ": " + plain(first.getMessage()), meant(text));
        }
        try {
            var ast = result.getAst();
            return new Condition(text, runtime.createProgram(ast), hours(ast));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new BadConditionException(plain(String.valueOf(e.getMessage())), "");
        }
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
                        "");
            }
            names.add(argument.constant().stringValue());
        }
        return names;
    }

    /** Without the parser's list of everything that might have followed. */
    private static String plain(String message) {
        return message.replaceFirst(" expecting .*", "")
                .replaceFirst(" \\(candidates: .*", "")
                .replaceAll("'_(\\W+)_'", "'$1'");
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
                .replaceAll("(?<![=!<>])=(?!=)", "==")
                .replaceAll("(?<!&)&(?!&)", "&&")
                .replaceAll("(?<!\\|)\\|(?!\\|)", "||")
                .replaceAll("\\bTrue\\b|\\bTRUE\\b", "true")
                .replaceAll("\\bFalse\\b|\\bFALSE\\b", "false");
    }
}
