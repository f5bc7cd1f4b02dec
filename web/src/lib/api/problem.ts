// What went wrong, as the engine's problem documents say it, in words a person can act on.

export interface Shortage {
  item: string;
  site?: string;
  requested: number;
  available: number;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly type = 'about:blank',
    readonly shortages: Shortage[] = [],
    /** What of the request is meant, such as `batches[0].sort[0].by`. */
    readonly field = ''
  ) {
    super(detail || title);
  }
}

/** The engine did not answer at all. */
export function unreachable(): ApiError {
  return new ApiError(0, 'The engine does not answer', 'Nothing was changed. The page tries again by itself.');
}

export async function problemOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  try {
    const { title, detail, type, shortages, field } = JSON.parse(text) as Record<string, unknown>;
    return new ApiError(
      response.status,
      String(title ?? response.statusText),
      String(detail ?? ''),
      String(type ?? 'about:blank'),
      Array.isArray(shortages) ? (shortages as Shortage[]) : [],
      String(field ?? '')
    );
  } catch {
    return new ApiError(response.status, response.statusText || `Status ${response.status}`, text.slice(0, 300));
  }
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(-1, 'The console stumbled', error instanceof Error ? error.message : String(error));
}

/** What to do next, where the status alone tells. */
export function advice(error: ApiError): string {
  switch (error.status) {
    case 0:
      return 'Check that “realtail serve” runs and that this address is right.';
    case 401:
      return 'Enter a key that the engine knows under Settings.';
    case 403:
      return 'Your key’s role does not allow this. Ask an admin for a key that does.';
    case 404:
      return 'It may have been removed, or the number is mistyped.';
    case 429:
    case 503:
      return 'The engine is busy. Wait a moment and try again.';
    default:
      return '';
  }
}
