import { Alert, Anchor, Button, Code, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { type AuthAnswer, callAuth } from "~/accounts/call-auth.server.ts";
import { SignIn } from "~/accounts/inputs.ts";
import { firstScreen, nextPath } from "~/accounts/next-path.ts";
import { findSession } from "~/accounts/session.server.ts";
import { FormProblem } from "~/forms/form-problem.tsx";
import { parseForm, refuse } from "~/forms/parse-form.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = nextPath(new URL(request.url).searchParams.get("next"));
  if (await findSession(request, context)) throw redirect(next);
  return { next, demoLogin: context.app.config.demoLogin };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const formData = await request.formData();
  const parsed = parseForm(SignIn, formData);
  if (!parsed.ok) return data(parsed.refused, { status: 400 });
  const answer = await callAuth(context, request, { path: "/sign-in/email", body: parsed.value });
  if (!answer.ok) return data(refuse(formData, { form: refusalText(answer) }), { status: answer.status });
  return redirect(nextPath(formData.get("next")), { headers: answer.cookies });
}

function refusalText({ retryAfterSeconds }: Extract<AuthAnswer, { ok: false }>): string {
  if (retryAfterSeconds !== null) return `Too many attempts. Try again in ${retryAfterSeconds} seconds.`;
  return "E-mail or password is wrong. Check both; capital letters count in the password.";
}

export default function SignInPage() {
  const { next, demoLogin } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const isSubmitting = useNavigation().formAction?.startsWith("/sign-in") ?? false;
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        Sign in
      </Title>
      <FormProblem refused={refused} />
      <Form method="post" noValidate>
        <input type="hidden" name="next" value={next} />
        <Stack gap="md">
          <TextInput
            name="email"
            type="email"
            label="E-mail"
            autoComplete="username"
            required
            withAsterisk={false}
            defaultValue={refused?.values.email}
            error={refused?.fields.email}
          />
          <PasswordInput
            name="password"
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            error={refused?.fields.password}
          />
          <Button type="submit" loading={isSubmitting}>
            Sign in
          </Button>
        </Stack>
      </Form>
      <Text size="sm">
        No account yet?{" "}
        <Anchor
          component={Link}
          underline="always"
          to={next === firstScreen ? "/sign-up" : `/sign-up?next=${encodeURIComponent(next)}`}
        >
          Create one
        </Anchor>
      </Text>
      {demoLogin && <DemoLogin {...demoLogin} />}
    </Stack>
  );
}

function DemoLogin({ email, password }: { email: string; password: string }) {
  return (
    <Alert variant="light" color="slate" title="Demo">
      Sign in as <Code>{email}</Code> with the password <Code>{password}</Code>.
    </Alert>
  );
}
