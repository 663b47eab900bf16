import { describeConvergence } from "./describe-convergence.ts";

describeConvergence("microsoft");
