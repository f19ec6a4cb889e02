import { Component, type ReactNode } from 'react';
import { ErrorNotice } from '../shared/error-notice.tsx';

interface FaultBarrierProps {
  /** Another one, another screen: a fault of the one before is over. */
  readonly at: string;
  readonly children: ReactNode;
}

interface FaultBarrierState {
  readonly fault: unknown;
  readonly at: string;
}

/** Keeps the frame standing when a screen fails, or cannot be loaded because the engine is away; trying again loads the page anew. */
export class FaultBarrier extends Component<FaultBarrierProps, FaultBarrierState> {
  override state: FaultBarrierState = { fault: undefined, at: this.props.at };

  static getDerivedStateFromError(fault: unknown): Partial<FaultBarrierState> {
    return { fault };
  }

  static getDerivedStateFromProps(
    { at }: FaultBarrierProps,
    state: FaultBarrierState,
  ): Partial<FaultBarrierState> | null {
    return at === state.at ? null : { at, fault: undefined };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    return <ErrorNotice error={fault} onRetry={() => window.location.reload()} />;
  }
}
